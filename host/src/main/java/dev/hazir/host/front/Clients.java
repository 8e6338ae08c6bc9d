package dev.hazir.host.front;

import dev.hazir.host.routing.Match;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for connections that wait: for an answer, or for a client that does not take what it is sent. Any thread. */
final class Clients {

    private static final Duration PASSING_BY = Duration.ofMillis(100);
    private static final long LITTLE = 64 * 1024;

    private Clients() {}

    static List<ClientView> waiting(Iterable<Http1Connection> connections, long now) {
        List<ClientView> found = new ArrayList<>();
        for (Http1Connection connection : connections) {
            Http1Exchange seen = connection.requests().seen();
            Http1Exchange exchange = seen != null && seen.listed() ? seen : null;
            long age = exchange == null ? 0 : now - exchange.request().receivedNanos();
            long unsent = unsent(connection);
            if (age >= PASSING_BY.toNanos() || unsent >= LITTLE) {
                found.add(view(connection, exchange, age, unsent));
            }
        }
        return found;
    }

    private static ClientView view(
            Http1Connection connection, @Nullable Http1Exchange exchange, long age, long unsent) {
        InetSocketAddress address = connection.remoteAddress();
        String remote = address.getAddress().getHostAddress() + ":" + address.getPort();
        Match match = exchange == null ? null : exchange.match();
        boolean answering = exchange != null && !exchange.committed();
        Http1Connection.Left left = connection.left();
        String applet = match == null ? left.applet() : match.route().owner().applet();
        String side = match == null
                ? left.applet().isEmpty() ? "" : "loop"
                : match.route().side().word();
        String what = exchange == null
                ? left.what()
                : exchange.request().method() + " " + exchange.request().path().decoded();
        return new ClientView(connection.id(), remote, applet, side, what, Duration.ofNanos(age), answering, unsent);
    }

    private static long unsent(Http1Connection connection) {
        ChannelOutboundBuffer pending = connection.channel().unsafe().outboundBuffer();
        return Math.max(connection.output().underWay(), pending == null ? 0 : pending.totalPendingWriteBytes());
    }
}
