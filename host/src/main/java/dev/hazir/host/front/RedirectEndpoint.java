package dev.hazir.host.front;

import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;

/** Leads to another path of the same host. */
public record RedirectEndpoint(String place) implements Endpoint {

    @Override
    public void serve(HttpExchange exchange, Match match) {
        exchange.ignoreBody();
        exchange.send(
                new ResponseHead(302, new DefaultHttpHeaders().set(HttpHeaderNames.LOCATION, place), 0),
                Unpooled.EMPTY_BUFFER,
                true,
                SendCallback.NONE);
    }
}
