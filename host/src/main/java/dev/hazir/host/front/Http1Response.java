package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one exchange. Encodes on the calling thread, so that the event loop only moves bytes. Any thread,
 * one part of the response at a time.
 */
final class Http1Response {

    /** Content up to this size travels with its head in one buffer. */
    private static final int WORTH_COPYING = 4 * 1024;

    private final Http1Exchange exchange;
    private final Http1Connection connection;
    private final HeadReader.Reading reading;
    private final @Nullable RequestBody body;
    private final ResponseEncoder encoder;
    private final AtomicBoolean committed = new AtomicBoolean();
    /** Made by the first sender of a part that is not the last. */
    private @Nullable EarlyCompletion completion;

    private volatile boolean sentAll;
    private volatile boolean closes;
    private volatile long bytesOut;
    private volatile int status;

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
        return committed.get();
    }

    /** Claims the response. False when it has begun already. */
    boolean claim() {
        synchronized (committed) {
            return committed.compareAndSet(false, true);
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

    void send(@Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback) {
        ResponseHead news = head != null && head.informational() ? head : null;
        if (exchange.over() || sentAll || (news != null && committed.get())) {
            drop(content, callback, new IOException("the exchange is over"));
        } else if (news != null) {
            content.release();
            inform(news);
            goOn(callback);
        } else if (head == null ? !committed.get() : !claim()) {
            drop(content, callback, new IllegalStateException("a response has one head, with its first part"));
        } else {
            sendPart(head, content, last, callback);
        }
    }

    /** Sends an informational head, unless the final one was sent or the client is too old to know what it is. */
    void inform(ResponseHead head) {
        if (reading.head().version().equals("HTTP/1.0")) {
            return;
        }
        ByteBuf out = connection.allocate(128);
        try {
            encoder.informational(out, head);
        } catch (IllegalArgumentException e) {
            out.release();
            throw e;
        }
        Outgoing part = new Outgoing(connection.output(), out, null, null, null);
        // It must not come behind a final head that another thread is sending.
        synchronized (committed) {
            if (committed.get()) {
                part.discard();
            } else {
                connection.output().send(part, SendCallback.NONE);
            }
        }
    }

    private void sendPart(@Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback) {
        Outgoing part;
        try {
            part = encode(head, content, last);
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

    private Outgoing encode(@Nullable ResponseHead head, ByteBuf content, boolean last) {
        int given = content.readableBytes();
        boolean small = given <= WORTH_COPYING;
        ByteBuf before = connection.allocate((head == null ? 32 : 512) + (small ? given : 0));
        ByteBuf after = null;
        try {
            if (head != null) {
                status = head.status();
                encoder.begin(before, head, last ? given : -1, keepAlive(head));
                closes |= encoder.untilClose();
            }
            int bytes = encoder.accept(given, last);
            small |= bytes == 0;
            encoder.beforeContent(before, bytes);
            if (bytes > 0 && small) {
                before.writeBytes(content, content.readerIndex(), bytes);
            }
            if (encoder.closesContent(bytes, last)) {
                after = small ? before : connection.allocate(32);
                encoder.afterContent(after, bytes, last);
            }
            Outgoing part = new Outgoing(
                    connection.output(),
                    before,
                    small ? null : content,
                    after == before ? null : after,
                    last ? exchange::handedOver : null);
            if (small) {
                content.release();
            }
            bytesOut += part.bytes();
            return part;
        } catch (RuntimeException e) {
            before.release();
            if (after != null && after != before) {
                after.release();
            }
            throw e;
        }
    }

    /** Whether the connection may go on after this response; decided once, when its head is sent. */
    private boolean keepAlive(ResponseHead head) {
        boolean wanted = reading.keepAlive()
                && connection.mayKeepAlive()
                && !(head.headers().contains(HttpHeaderNames.CONNECTION)
                        && head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true));
        if (wanted && body != null) {
            boolean unasked = exchange.awaitsContinue() && !body.begun();
            wanted = !unasked && !body.broken() && (!body.givenUp() || !body.restIsLong());
        }
        closes = !wanted;
        return wanted;
    }

    private static void drop(ByteBuf content, SendCallback callback, Throwable cause) {
        content.release();
        callback.failed(cause);
    }
}
