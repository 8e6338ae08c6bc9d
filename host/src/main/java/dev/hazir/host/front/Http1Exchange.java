package dev.hazir.host.front;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.routing.Match;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One exchange on an HTTP/1.1 connection. What is not said to be for any thread belongs to the event loop. */
final class Http1Exchange implements HttpExchange {

    private static final ResponseHead CONTINUE = new ResponseHead(100, EmptyHttpHeaders.INSTANCE, 0);

    private final Http1Connection connection;
    private final HeadReader.Reading reading;
    private final @Nullable RequestBody body;
    private final Http1Response response;
    private final ExchangeActions actions;
    /** Only of a request whose client waits for it. */
    private final @Nullable AtomicBoolean continued;

    private boolean responseEnded;
    private @Nullable Runnable inputEnd;
    private @Nullable Match match;
    private @Nullable Gate inside;
    private volatile boolean listedElsewhere;

    Http1Exchange(Http1Connection connection, HeadReader.Reading reading, @Nullable RequestBody body) {
        this.connection = connection;
        this.reading = reading;
        this.body = body;
        this.response = new Http1Response(this, connection, reading, body);
        this.actions = new ExchangeActions(connection);
        this.continued = reading.expectsContinue() ? new AtomicBoolean() : null;
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
    public InetSocketAddress client() {
        return reading.client();
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
        return body.limit(bytes) && request().contentLength() <= bytes;
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
        response.send(head, content, last, callback, false);
    }

    @Override
    public void sendCopy(@Nullable ResponseHead head, ByteBuffer content, boolean last, SendCallback callback) {
        response.send(head, Unpooled.wrappedBuffer(content), last, callback, true);
    }

    @Override
    public boolean committed() {
        return response.committed();
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
        response.claim();
        connection.later(() -> connection.requests().abort(this, cause));
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
    public void onInputEnd(Runnable action) {
        if (connection.requests().inputClosed()) {
            action.run();
        } else {
            inputEnd = action;
        }
    }

    /** The client will send nothing more on this connection. */
    void inputEnded() {
        Runnable action = inputEnd;
        inputEnd = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void upgrade(ResponseHead head, Consumer<Channel> taken) {
        if (actions.over() || !response.claim(head.status())) {
            throw new IllegalStateException("only an exchange without a response can leave HTTP");
        }
        connection.later(() -> connection.requests().upgrade(this, head, taken));
    }

    @Override
    public void listedElsewhere() {
        listedElsewhere = true;
    }

    /** Whether it is to be listed as a request that is being answered. Any thread. */
    boolean listed() {
        return !listedElsewhere && !actions.over();
    }

    /** Its sending side. */
    Http1Response response() {
        return response;
    }

    boolean over() {
        return actions.over();
    }

    /** Whether the client is still waiting to be told to send the body. */
    boolean awaitsContinue() {
        return continued != null && !continued.get();
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

    /** Notes what was found for it; the gate of the route's deployment, which lets it in, is left at its end. */
    void entered(Match found) {
        match = found;
        inside = found.route().owner().gate();
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
        connection.requests().ended(this);
    }

    /** Ends it, early if there is a cause. Does not go on with the next. */
    void end(@Nullable Throwable cause) {
        response.claim();
        if (body != null) {
            body.giveUp(cause != null ? cause : new IOException("the exchange is over"));
        }
        try {
            actions.end(cause);
        } finally {
            Gate entered = inside;
            if (entered != null) {
                inside = null;
                entered.leave();
            }
        }
    }

    ExchangeObserver.Finished finished(long now) {
        return new ExchangeObserver.Finished(
                request(),
                match,
                response.status(),
                now - request().receivedNanos(),
                body == null ? 0 : body.received(),
                response.bytesOut());
    }

    private void sendContinue(RequestBody waited) {
        if (continued != null && continued.compareAndSet(false, true) && !waited.begun()) {
            connection.touched();
            response.inform(CONTINUE);
        }
    }

    /** The last of the response was given to the channel; told by its bytes. */
    void handedOver() {
        responseEnded = true;
        endIfDone();
        if (!actions.over()) {
            connection.touched();
        }
    }
}
