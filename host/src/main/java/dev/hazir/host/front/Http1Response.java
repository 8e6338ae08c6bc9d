package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one exchange. Encodes on the calling thread, so that the event loop only moves bytes. Any thread,
 * one part of the response at a time.
 */
final class Http1Response {

    /** Content up to this size travels with its head in one buffer. */
    private static final int WORTH_COPYING = 4 * 1024;
    /** The same for content on the heap, which the channel would copy anyway. */
    private static final int WORTH_COPYING_HEAP = 32 * 1024;
    /** The longest that stands before or after a part of the content, trailers left aside. */
    private static final int CHUNK_FRAME = 32;

    private static final AtomicIntegerFieldUpdater<Http1Response> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Http1Response.class, "state");
    private static final int OPEN = 0;
    /** An informational head is being sent; who does that has the monitor. */
    private static final int INFORMING = 1;

    private static final int COMMITTED = 2;

    private final Http1Exchange exchange;
    private final Http1Connection connection;
    private final HeadReader.Reading reading;
    private final @Nullable RequestBody body;
    private final ResponseEncoder encoder;
    private volatile int state = OPEN;
    /** Made by the first sender of a part that is not the last. */
    private @Nullable EarlyCompletion completion;

    private volatile boolean sentAll;

    // Written by who sends, read by the event loop when it was handed the bytes.
    private boolean closes;
    private long bytesOut;
    private int status;

    Http1Response(
            Http1Exchange exchange,
            Http1Connection connection,
            HeadReader.Reading reading,
            @Nullable RequestBody body) {
        this.exchange = exchange;
        this.connection = connection;
        this.reading = reading;
        this.body = body;
        this.encoder = new ResponseEncoder(
                reading.head().method(),
                reading.head().version(),
                connection.door().date());
    }

    boolean committed() {
        return state == COMMITTED;
    }

    /** Claims the response. False when it has begun already. */
    boolean claim() {
        if (committed()) {
            return false;
        }
        if (STATE.compareAndSet(this, OPEN, COMMITTED)) {
            return true;
        }
        synchronized (this) {
            return STATE.compareAndSet(this, OPEN, COMMITTED);
        }
    }

    /** Claims the response for an upgrade, which has no further parts. */
    boolean claim(int upgradeStatus) {
        if (!claim()) {
            return false;
        }
        sentAll = true;
        status = upgradeStatus;
        return true;
    }

    /** Whether the connection must be closed after it. */
    boolean closes() {
        return closes;
    }

    /** Whether its content has no other end than that of the connection. */
    boolean endsWithConnection() {
        return encoder.untilClose();
    }

    /** The status sent, or 0. */
    int status() {
        return status;
    }

    long bytesOut() {
        return bytesOut;
    }

    /** Sends a part; of borrowed content nothing is kept when this returns. */
    void send(@Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback, boolean borrowed) {
        ResponseHead news = head != null && head.informational() ? head : null;
        if (exchange.over() || sentAll || (news != null && committed())) {
            drop(content, callback, new IOException("the exchange is over"));
        } else if (news != null) {
            content.release();
            inform(news);
            goOn(callback);
        } else if (head == null ? !committed() : !claim()) {
            drop(content, callback, new IllegalStateException("a response has one head, with its first part"));
        } else {
            sendPart(head, content, last, callback, borrowed);
        }
    }

    /** Sends an informational head, unless the final one was sent or the client is too old to know what it is. */
    void inform(ResponseHead head) {
        if (reading.head().version().equals("HTTP/1.0")) {
            return;
        }
        HeadBytes bytes = encoder.informational(head);
        ByteBuf out = connection.allocate(bytes.length());
        bytes.to(out);
        Outgoing part = new Outgoing(connection.output(), out, null, null, null);
        // It must not come behind a final head that another thread is sending.
        synchronized (this) {
            if (STATE.compareAndSet(this, OPEN, INFORMING)) {
                try {
                    connection.output().send(part, SendCallback.NONE);
                } finally {
                    state = OPEN;
                }
            } else {
                part.discard();
            }
        }
    }

    private void sendPart(
            @Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback, boolean borrowed) {
        Outgoing part;
        try {
            part = encode(head, content, last, borrowed);
        } catch (RuntimeException e) {
            if (head == null) {
                exchange.abort(e);
            } else {
                sentAll = true;
                connection.later(() -> connection.requests().takeOver(exchange, ErrorAnswer.failure(e), e));
            }
            drop(content, callback, e);
            return;
        }
        sentAll = last;
        if (part.bytes() == 0 && !last) {
            part.discard();
            goOn(callback);
        } else if (connection.output().send(part, callback)) {
            if (last) {
                callback.sent();
            } else {
                goOn(callback);
            }
        }
    }

    /** Tells the sender that it may go on; after the last part there is nothing to go on with, so that it is told directly. */
    private void goOn(SendCallback callback) {
        if (completion == null) {
            completion = new EarlyCompletion();
        }
        completion.complete(callback);
    }

    private Outgoing encode(@Nullable ResponseHead head, ByteBuf content, boolean last, boolean borrowed) {
        int given = content.readableBytes();
        HeadBytes begin = null;
        if (head != null) {
            status = head.status();
            begin = encoder.begin(head, last ? given : -1, mayGoOn());
            closes = !encoder.keepAlive();
        }
        int bytes = encoder.accept(given, last);
        boolean together = borrowed || bytes <= WORTH_COPYING || (bytes <= WORTH_COPYING_HEAP && !content.isDirect());
        ByteBuf before = connection.allocate(
                (begin == null ? 0 : begin.length()) + CHUNK_FRAME + (together ? bytes + CHUNK_FRAME : 0));
        ByteBuf after = null;
        try {
            if (begin != null) {
                begin.to(before);
            }
            encoder.beforeContent(before, bytes);
            if (together) {
                before.writeBytes(content, content.readerIndex(), bytes);
            }
            if (encoder.closesContent(bytes, last)) {
                after = together ? before : connection.allocate(CHUNK_FRAME);
                encoder.afterContent(after, bytes, last);
            }
        } catch (RuntimeException e) {
            before.release();
            if (after != null && after != before) {
                after.release();
            }
            throw e;
        }
        Outgoing part = new Outgoing(
                connection.output(),
                before,
                together ? null : content,
                after == before ? null : after,
                last ? exchange : null);
        if (together) {
            content.release();
        }
        bytesOut += part.bytes();
        return part;
    }

    /** Whether the connection may go on after this response; asked once, when its head is sent. */
    private boolean mayGoOn() {
        boolean wanted = reading.keepAlive() && connection.mayKeepAlive();
        if (wanted && body != null) {
            boolean unasked = exchange.awaitsContinue() && !body.begun();
            wanted = !unasked && !body.broken() && (!body.givenUp() || !body.restIsLong());
        }
        return wanted;
    }

    private static void drop(ByteBuf content, SendCallback callback, Throwable cause) {
        content.release();
        callback.failed(cause);
    }
}
