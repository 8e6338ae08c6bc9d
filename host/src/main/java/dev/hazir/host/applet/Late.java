package dev.hazir.host.applet;

import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An endpoint that is made when its first request comes: the applet may change its settings until it is live. */
final class Late implements Endpoint {

    private final Supplier<Endpoint> maker;
    private volatile @Nullable Endpoint made;

    Late(Supplier<Endpoint> maker) {
        this.maker = maker;
    }

    @Override
    public void serve(HttpExchange exchange, Match match) {
        Endpoint endpoint = made;
        if (endpoint == null) {
            endpoint = maker.get();
            made = endpoint;
        }
        endpoint.serve(exchange, match);
    }

    @Override
    public String movedBecause() {
        Endpoint endpoint = made;
        return endpoint == null ? "" : endpoint.movedBecause();
    }
}
