package dev.hazir.host.servlet;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.lifecycle.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange on its way through Jetty. The handler runs on a worker; signals from the network come on the event loop and
 * are passed on there only if Jetty says that what they lead to does not block.
 */
final class BridgeStream implements HttpStream, Runnable {

    private static final Logger log = LoggerFactory.getLogger(BridgeStream.class);

    private final HttpExchange exchange;
    private final BridgeChannel kept;
    private final BridgeConnection connection;
    private final Workers workers;
    private final HttpChannel channel;
    private final Runnable handler;
    private final BridgeBody body;
    private final Runnable ended;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean committed;
    private volatile boolean answered;
    private volatile boolean clientGone;
    private volatile boolean through;

    /** An exchange for a context; {@code ended} runs when Jetty is through with it. */
    BridgeStream(HttpExchange exchange, BridgeChannel kept, WebApp app, Workers workers, Runnable ended) {
        this.exchange = exchange;
        this.kept = kept;
        this.connection = kept.connection();
        this.workers = workers;
        this.ended = ended;
        this.body = new BridgeBody(exchange);
        this.channel = kept.channel();
        connection.begin(exchange, app);
        channel.setHttpStream(this);
        this.handler = channel.onRequest(
                Translation.request(exchange.request(), connection.getHttpVersion(), connection.earlierFields()));
    }

    /** Hands the request over. Called on the event loop. */
    void begin() {
        exchange.onAbort(this::abandoned);
        try {
            workers.execute(this);
        } catch (RejectedExecutionException e) {
            taken.set(true);
            ErrorAnswer.busy().to(exchange);
            kept.dropped();
            ended.run();
        }
    }

    /** Handles the request, on a worker, unless the client has gone meanwhile. */
    @Override
    public void run() {
        if (taken.compareAndSet(false, true)) {
            handler.run();
        }
    }

    @Override
    public String getId() {
        return connection.getId();
    }

    @Override
    public Content.@Nullable Chunk read() {
        return body.read();
    }

    @Override
    public void demand() {
        exchange.demand(() -> {
            // The channel may serve another request by then.
            if (!through) {
                proceed(channel.onContentAvailable());
            }
        });
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
        // How the response is carried is the connection's business.
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (response == null && !last && BufferUtil.isEmpty(content)) {
            callback.succeeded();
            return;
        }
        ResponseHead head = response == null ? null : Translation.response(response);
        if (head != null && !head.informational()) {
            committed = true;
        }
        ByteBuffer bytes = content == null ? BufferUtil.EMPTY_BUFFER : content;
        if (request.getMethod().equals("HEAD")) {
            bytes.position(bytes.limit());
        }
        if (last) {
            answered = true;
        }
        BridgeSend.start(exchange, head, bytes, last, callback, this);
    }

    @Override
    public Runnable cancelSend(Throwable cause, Callback callback) {
        // What was copied before may still be written: the client must see that the response is incomplete.
        exchange.abort(cause);
        return Invocable.from(callback.getInvocationType(), () -> callback.failed(cause));
    }

    @Override
    public long getIdleTimeout() {
        return 0;
    }

    @Override
    public void setIdleTimeout(long millis) {
        // Silent clients are the front door's business.
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public @Nullable Throwable consumeAvailable() {
        if (!body.begun() && exchange.request().headers().contains("expect")) {
            // Reading would ask the client for a body that nobody wants.
            return giveUpBody(CONTENT_NOT_CONSUMED);
        }
        Throwable rest = HttpStream.consumeAvailable(this, connection.getHttpConfiguration());
        if (rest != CONTENT_NOT_CONSUMED && answered) {
            // The exchange may be over by now, and the body with it: that is no failure of what was answered.
            return null;
        }
        return rest == null ? null : giveUpBody(rest);
    }

    @Override
    public void succeeded() {
        through = true;
        channel.recycle();
        connection.ended();
        kept.keep(exchange.connection());
        ended.run();
    }

    @Override
    public void failed(Throwable cause) {
        // What becomes of the client is known on the event loop, and there not before what it does now is done.
        onLoop(() -> {
            boolean bodyAlone = answered && cause instanceof QuietException; // more of it came than was wanted
            if (!clientGone && !bodyAlone) {
                connection.app().failed(exchange.request(), cause);
            }
        });
        exchange.abort(cause);
        connection.ended();
        kept.dropped();
        ended.run();
    }

    private void onLoop(Runnable task) {
        try {
            exchange.loop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug(
                    "The event loop has ended before {} was answered.",
                    exchange.request().path(),
                    e);
        }
    }

    private Throwable giveUpBody(Throwable cause) {
        connection.bodyGivenUp();
        body.fail(cause);
        exchange.ignoreBody();
        return cause;
    }

    /** The client has gone. Called on the event loop. */
    private void abandoned(Throwable cause) {
        clientGone = true;
        if (taken.compareAndSet(false, true)) {
            // No worker has begun with it, so nobody needs to know.
            kept.dropped();
            ended.run();
            return;
        }
        if (!through) {
            proceed(channel.onRemoteFailure(new EofException(cause)));
        }
    }

    /** A part of the response could not be sent. It is the client who has gone, or the exchange was ended by the host. */
    void notSent(Throwable cause) {
        if (cause instanceof IOException) {
            clientGone = true;
        }
    }

    /** Runs what Jetty asks for: on a worker if it may block. */
    void proceed(@Nullable Runnable task) {
        if (task == null) {
            return;
        }
        if (!LoopThread.here()) {
            task.run();
        } else if (Invocable.getInvocationType(task) == InvocationType.NON_BLOCKING) {
            task.run();
        } else {
            try {
                workers.resume(task);
            } catch (RejectedExecutionException e) {
                log.debug(
                        "The workers have ended before {} was answered.",
                        exchange.request().path(),
                        e);
                exchange.abort(e);
            }
        }
    }
}
