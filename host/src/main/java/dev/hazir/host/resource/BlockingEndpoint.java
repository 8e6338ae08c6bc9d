package dev.hazir.host.resource;

import dev.hazir.applet.loop.StatusException;
import dev.hazir.applet.web.BlockingHandler;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import java.time.Duration;

/** Answers requests of a blocking resource by calling its handler on a worker thread. */
public final class BlockingEndpoint implements Endpoint {

    /** For a handler that gives a stage all the same. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Guest guest;
    private final BlockingHandler handler;
    private final HostTime time;
    private final long maxBody;
    private final EventStreams streams;
    private final String what;

    /**
     * An endpoint.
     *
     * @param pattern names it in logs
     * @param maxBody how many bytes the body of one request may have
     * @param streams where its streams of events are known
     */
    public BlockingEndpoint(
            Guest guest, BlockingHandler handler, String pattern, HostTime time, long maxBody, EventStreams streams) {
        this.guest = guest;
        this.handler = handler;
        this.time = time;
        this.maxBody = maxBody;
        this.streams = streams;
        this.what = "blocking resource " + pattern;
    }

    @Override
    public void serve(HttpExchange exchange, Match match) {
        Trigger trigger = Trigger.of(what, exchange.connection().remoteAddress());
        LiveRequest request = new LiveRequest(guest, exchange, match, trigger);
        Answer answer = new Answer(guest, exchange, request, trigger, time, TIMEOUT, streams);
        if (exchange.request().hasBody() && !exchange.limitBody(maxBody)) {
            answer.fail(new StatusException(413, "The body of the request has more than " + maxBody + " bytes."));
            return;
        }
        answer.fromWorker(() -> handler.handle(request));
    }
}
