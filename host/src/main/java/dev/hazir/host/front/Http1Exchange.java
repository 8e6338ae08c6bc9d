package dev.hazir.host.front;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Match;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One exchange on an HTTP/1.1 connection. What is not said to be for any thread belongs to the event loop. */
final class Http1Exchange implements HttpExchange {

    /** Content up to this size travels with its head in one buffer. */
    private static final int WORTH_COPYING = 4 * 1024;

    private static final ResponseHead CONTINUE = new ResponseHead(100, EmptyHttpHeaders.INSTANCE, 0);

    private final Http1Connection connection;
    private final HeadReader.Reading reading;
    private final @Nullable RequestBody body;
    private final ResponseEncoder encoder;
    private final ExchangeActions actions;
    private final EarlyCompletion completion = new EarlyCompletion();
    private final AtomicBoolean committed = new AtomicBoolean();
    private final AtomicBoolean continued = new AtomicBoolean();
    private volatile boolean sentAll;
    private volatile boolean closes;
    private volatile long bytesOut;
    private volatile int status;
    private boolean responseEnded;
    private @Nullable Match match;

    Http1Exchange(Http1Connection connection, HeadReader.Reading reading, @Nullable RequestBody body) {
        this.connection = connection;
        this.reading = reading;
        this.body = body;
        this.encoder = new ResponseEncoder(
                reading.head().method(),
                reading.head().version(),
                connection.door().date());
        this.actions = new ExchangeActions(connection);
    }

    @Override
    public RequestHead request() {
        return reading.head();
    }

    @Override
    public HttpConnection connection() {
        return connection;
    }

    @Override
    public EventLoop loop() {
        return connection.loop();
    }

    @Override
    public boolean limitBody(long bytes) {
        if (body == null) {
            return true;
        }
        body.limit(bytes);
        return request().contentLength() <= bytes;
    }

    @Override
    public @Nullable BodyChunk read() {
        if (body == null) {
            return BodyChunk.END;
        }
        sendContinue(body);
        return body.read();
    }

    @Override
    public void demand(Runnable available) {
        if (body == null) {
            connection.later(available);
            return;
        }
        sendContinue(body);
        body.demand(available);
    }

    @Override
    public void ignoreBody() {
        if (body != null && !body.finished()) {
            body.giveUp(new IOException("the request's body was given up"));
            connection.later(this::endIfDone);
        }
    }

    @Override
    public void send(@Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback) {
        ResponseHead news = head != null && head.informational() ? head : null;
        if (actions.over() || sentAll || (news != null && committed.get())) {
            drop(content, callback, new IOException("the exchange is over"));
        } else if (news != null) {
            content.release();
            inform(news);
            completion.complete(callback);
        } else if (head == null ? !committed.get() : !claim()) {
            drop(content, callback, new IllegalStateException("a response has one head, with its first part"));
        } else {
            sendPart(head, content, last, callback);
        }
    }

    @Override
    public boolean committed() {
        return committed.get();
    }

    @Override
    public boolean writable() {
        return connection.output().writable();
    }

    @Override
    public void onWritable(Runnable action) {
        actions.onWritable(action);
    }

    @Override
    public void abort(Throwable cause) {
        committed.set(true);
        connection.later(() -> connection.abort(this, cause));
    }

    @Override
    public void onAbort(Consumer<Throwable> action) {
        actions.onAbort(action);
    }

    @Override
    public void onEnd(Runnable action) {
        actions.onEnd(action);
    }

    @Override
    public void upgrade(ResponseHead head, Consumer<Channel> taken) {
        if (actions.over() || !claim()) {
            throw new IllegalStateException("only an exchange without a response can leave HTTP");
        }
        sentAll = true;
        status = head.status();
        connection.later(() -> connection.upgrade(this, head, taken));
    }

    /** Claims the response. False when it has begun already. Any thread. */
    boolean claim() {
        synchronized (committed) {
            return committed.compareAndSet(false, true);
        }
    }

    /** Whether the connection must be closed after it. */
    boolean closes() {
        return closes;
    }

    /** Whether its response has no other end than that of the connection. */
    boolean endsWithConnection() {
        return encoder.untilClose();
    }

    /** Whether the client is still waiting to be told to send the body. */
    boolean awaitsContinue() {
        return reading.expectsContinue() && !continued.get();
    }

    /** Whether only a reader that does not read keeps it from being over. */
    boolean awaitsReader() {
        return responseEnded;
    }

    ExchangeActions actions() {
        return actions;
    }

    void matched(@Nullable Match found) {
        match = found;
    }

    @Nullable
    Match match() {
        return match;
    }

    HeadReader.Reading reading() {
        return reading;
    }

    /** Ends it if the response was handed over and nobody is at the body any more. */
    void endIfDone() {
        if (!responseEnded || actions.over()) {
            return;
        }
        if (body != null && !body.finished()) {
            if (body.touched()) {
                return;
            }
            body.giveUp(new IOException("the exchange is over"));
        }
        end(null);
        connection.ended(this);
    }

    /** Ends it, early if there is a cause. Does not go on with the next. */
    void end(@Nullable Throwable cause) {
        committed.set(true);
        if (body != null) {
            body.giveUp(cause != null ? cause : new IOException("the exchange is over"));
        }
        actions.end(cause);
    }

    ExchangeObserver.Finished finished() {
        return new ExchangeObserver.Finished(
                request(),
                match,
                status,
                System.nanoTime() - request().receivedNanos(),
                body == null ? 0 : body.received(),
                bytesOut);
    }

    private void sendContinue(RequestBody waited) {
        if (awaitsContinue() && continued.compareAndSet(false, true) && !waited.begun()) {
            connection.touched();
            inform(CONTINUE);
        }
    }

    private void inform(ResponseHead head) {
        if (request().version().equals("HTTP/1.0")) {
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
                abort(e);
            } else {
                sentAll = true;
                connection.later(() -> connection.takeOver(this, ErrorAnswer.failure(e), e));
            }
            drop(content, callback, e);
            return;
        }
        sentAll = last;
        if (part.bytes() == 0 && !last) {
            part.discard();
            completion.complete(callback);
        } else if (connection.output().send(part, callback)) {
            completion.complete(callback);
        }
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
                    last ? this::handedOver : null);
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
                && !head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (wanted && body != null) {
            boolean unasked = awaitsContinue() && !body.begun();
            wanted = !unasked && !body.broken() && (!body.givenUp() || !body.restIsLong());
        }
        closes = !wanted;
        return wanted;
    }

    private void handedOver() {
        responseEnded = true;
        connection.touched();
        endIfDone();
    }

    private static void drop(ByteBuf content, SendCallback callback, Throwable cause) {
        content.release();
        callback.failed(cause);
    }
}
