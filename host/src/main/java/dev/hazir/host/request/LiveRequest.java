package dev.hazir.host.request;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.Body;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.lifecycle.LoopScope;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Route;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The request of an exchange as guest code sees it. What it may not need is made when it is asked for. */
public final class LiveRequest implements Request, LoopScope {

    private static final int MAX_PARAMETERS = 1024;

    private final Guest guest;
    private final HttpExchange exchange;
    private final RequestHead head;
    private final Match match;
    private final Trigger trigger;
    private @Nullable RequestBody body;
    private @Nullable Map<String, List<String>> query;
    private @Nullable LiveScope scope;
    private boolean ended;

    public LiveRequest(Guest guest, HttpExchange exchange, Match match, Trigger trigger) {
        this.guest = guest;
        this.exchange = exchange;
        this.head = exchange.request();
        this.match = match;
        this.trigger = trigger;
    }

    /**
     * The same request as another deployment sees it, which goes on with its connection.
     *
     * @param route of that deployment, with the same path
     */
    public LiveRequest next(Guest other, Route route, Trigger why) {
        return new LiveRequest(other, exchange, new Match(route, match.segments(), match.rest()), why);
    }

    @Override
    public String method() {
        return head.method().toUpperCase(Locale.ROOT);
    }

    @Override
    public String path() {
        return head.path().decoded();
    }

    @Override
    public String rest() {
        return match.rest();
    }

    @Override
    public String pathParameter(String name) {
        return match.parameter(name);
    }

    @Override
    public Optional<String> query(String name) {
        List<String> values = query().get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    @Override
    public synchronized Map<String, List<String>> query() {
        if (query == null) {
            query = head.query().isEmpty() ? Map.of() : fields(head.query());
        }
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(head.headers().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(head.headers().getAll(name));
    }

    @Override
    public List<String> headerNames() {
        return head.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    @Override
    public String scheme() {
        return head.scheme();
    }

    @Override
    public String authority() {
        return head.authority();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return exchange.client();
    }

    @Override
    public synchronized Body body() {
        if (body == null) {
            body = new RequestBody(guest, exchange, trigger);
        }
        return body;
    }

    @Override
    public Executor loop() {
        return exchange.loop();
    }

    @Override
    public synchronized boolean ended() {
        return ended;
    }

    @Override
    public Registration onEnd(Runnable action) {
        LiveScope lifetime = lifetime();
        if (lifetime != null) {
            return lifetime.onEnd(action);
        }
        action.run();
        return () -> {};
    }

    /** Ends the request's lifetime; to be called on its event loop. A second call does nothing. */
    public void end() {
        LiveScope lifetime;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            lifetime = scope;
        }
        if (lifetime != null) {
            guest.run(trigger, lifetime::end);
        }
    }

    @Override
    public String toString() {
        return head.method() + " " + head.path();
    }

    private synchronized @Nullable LiveScope lifetime() {
        if (scope == null && !ended) {
            scope = new LiveScope();
        }
        return ended ? null : scope;
    }

    /** Decodes {@code name=value&…} as forms and queries write it. */
    static Map<String, List<String>> fields(String text) {
        try {
            return new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true).parameters();
        } catch (IllegalArgumentException e) {
            throw new StatusException(400, "The parameters have a malformed escape.");
        }
    }
}
