package dev.hazir.host.admin;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.host.admin.rest.ApiException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the host at its root: health, metrics and the home page. Its pages have no prefix. Health
 * is answered on the event loop, so that it also answers when all workers are busy.
 */
public final class HealthApplet implements Applet {

    private final HealthSources sources;

    public HealthApplet(HealthSources sources) {
        this.sources = sources;
    }

    @Override
    public void setup(AppletContext app) {
        Loop loop = app.loop();
        loop.handle("/health/live", request -> fresh(Reply.json(Map.of("status", "live"))))
                .methods("GET");
        loop.handle("/health/ready", request -> ready()).methods("GET");
        loop.handle("/metrics", request -> mayMeasure(request) ? app.blocking(this::metrics) : unauthorized())
                .methods("GET");
        HomePage home = new HomePage(sources);
        loop.handle("/", request -> app.blocking(() -> fresh(home.show(request))))
                .methods("GET");
    }

    private Reply ready() {
        String state = sources.readiness().get();
        Reply reply = fresh(Reply.json(Map.of("status", state)));
        return state.equals(HealthSources.READY) ? reply : reply.withStatus(503).withHeader("retry-after", "1");
    }

    /**
     * From this machine itself, unless a proxy says that it asks for somebody else, or the page of a stranger that its name
     * leads here; or with the token.
     */
    private boolean mayMeasure(Request request) {
        InetAddress from = request.remoteAddress().getAddress();
        boolean here = from != null
                && from.isLoopbackAddress()
                && sources.names().contain(request.authority())
                && request.header("forwarded").isEmpty()
                && request.header("x-forwarded-for").isEmpty();
        return here || sources.token().accepts(authorization(request));
    }

    private static @Nullable String authorization(Request request) {
        return request.header("authorization").orElse(null);
    }

    private Reply metrics() {
        return fresh(Reply.bytes(sources.metrics().get().getBytes(StandardCharsets.UTF_8), sources.metricsType()));
    }

    private static Reply unauthorized() {
        return Reply.json(new ApiException(401, "Metrics are for this machine, or for callers with the token.")
                        .document())
                .withStatus(401)
                .withHeader("content-type", "application/problem+json")
                .withHeader("www-authenticate", "Bearer realm=\"hazir\"");
    }

    private static Reply fresh(Reply reply) {
        return reply.withHeader("cache-control", "no-store");
    }
}
