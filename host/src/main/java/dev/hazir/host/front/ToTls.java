package dev.hazir.host.front;

import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;

/** Leads requests in plain text that came to an entrance with TLS to the same place with TLS (308, RFC 9110). */
final class ToTls implements Reception {

    private static final int PERMANENT = 308;

    @Override
    public void dispatch(Http1Exchange exchange, Door.Phase phase) {
        RequestHead request = exchange.request();
        String path = request.target().startsWith("/")
                ? request.target()
                : request.path().raw();
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.LOCATION, "https://" + authority(exchange) + (path.startsWith("/") ? path : "/"));
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        exchange.ignoreBody();
        exchange.send(new ResponseHead(PERMANENT, headers, 0), Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
    }

    private static String authority(Http1Exchange exchange) {
        String named = exchange.request().authority();
        InetSocketAddress local = exchange.connection().localAddress();
        if (!named.isEmpty()) {
            return named;
        }
        String address = local.getAddress().getHostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + local.getPort();
    }
}
