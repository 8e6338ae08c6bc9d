package dev.hazir.host.resource;

import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import java.time.Duration;

/** Answers requests of a resource by calling its handler on the event loop of the request. */
public final class ResourceEndpoint implements Endpoint {

    private final Guest guest;
    private final ResourceHandler handler;
    private final Duration timeout;
    private final HostTime time;
    private final long maxBody;
    private final EventStreams streams;
    private final String what;

    /**
     * The endpoint of a declaration, which cannot be changed from here on.
     *
     * @param maxBody how many bytes the body of one request may have
     * @param streams where its streams of events are known
     */
    public ResourceEndpoint(Guest guest, DeclaredResource declared, HostTime time, long maxBody, EventStreams streams) {
        declared.goLive();
        this.guest = guest;
        this.handler = declared.handler();
        this.timeout = declared.timeout();
        this.time = time;
        this.maxBody = maxBody;
        this.streams = streams;
        this.what = declared.toString();
    }

    @Override
    public void serve(HttpExchange exchange, Match match) {
        Trigger trigger = Trigger.of(what, exchange.connection().remoteAddress());
        LiveRequest request = new LiveRequest(guest, exchange, match, trigger);
        Answer answer = new Answer(guest, exchange, request, trigger, time, timeout, streams);
        if (exchange.request().hasBody() && !exchange.limitBody(maxBody)) {
            answer.fail(new StatusException(413, "The body of the request has more than " + maxBody + " bytes."));
        } else if (guest.moved(what)) {
            answer.fromWorker(() -> handler.handle(request));
        } else {
            answer.from(() -> handler.handle(request));
        }
    }

    @Override
    public String movedBecause() {
        return guest.whyMoved(what);
    }
}
