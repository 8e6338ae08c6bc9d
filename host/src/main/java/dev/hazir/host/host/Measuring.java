package dev.hazir.host.host;

import dev.hazir.host.front.ExchangeObserver;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.metrics.Hits;
import dev.hazir.host.metrics.HostMetrics;
import dev.hazir.host.metrics.Recent;
import dev.hazir.host.metrics.Traffic;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;

/** Counts what passes the front door. Called on event loops. */
final class Measuring implements ExchangeObserver {

    private static final String NOBODY = "host";

    private final HostMetrics metrics;

    Measuring(HostMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void opened(HttpConnection connection) {}

    @Override
    public void closed(HttpConnection connection) {}

    @Override
    public void ended(Finished exchange) {
        traffic(exchange).answered(exchange.status(), exchange.nanos(), exchange.bytesIn(), exchange.bytesOut());
        if (exchange.match() != null) {
            count(exchange, exchange.match().route().hits());
        }
    }

    private static void count(Finished exchange, Hits hits) {
        hits.answered(exchange.status(), exchange.nanos());
        RequestHead request = exchange.request();
        long ended = request.receivedNanos() + exchange.nanos();
        if (hits.recent().wants(ended)) {
            hits.recent()
                    .note(new Recent.Exchange(
                            request.method(), request.path().decoded(), exchange.status(), exchange.nanos(), ended));
        }
    }

    private Traffic traffic(Finished exchange) {
        if (exchange.match() == null) {
            return metrics.loop(NOBODY);
        }
        Route route = exchange.match().route();
        String applet = route.owner().applet();
        return route.side() == Side.WEB ? metrics.web(applet) : metrics.loop(applet);
    }
}
