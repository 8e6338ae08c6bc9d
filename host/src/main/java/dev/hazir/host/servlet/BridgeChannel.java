package dev.hazir.host.servlet;

import dev.hazir.host.http.HttpConnection;
import java.util.Set;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's channel for the requests of one connection to one deployment, one after the other, with the connection as Jetty
 * sees it. Expensive to make, so it is kept with the connection from one exchange to the next, but only after a success:
 * what a failure leaves behind must not reach another request. It holds objects of the deployment, which therefore knows
 * all of them and empties them at its end. Any thread, one exchange at a time.
 */
final class BridgeChannel implements HttpConnection.Kept {

    private static final HttpChannel.Factory CHANNELS = new HttpChannel.DefaultFactory();

    private final Set<BridgeChannel> siblings;
    private volatile @Nullable BridgeConnection connection;
    private volatile @Nullable HttpChannel channel;

    private BridgeChannel(Set<BridgeChannel> siblings, BridgeConnection connection) {
        this.siblings = siblings;
        this.connection = connection;
        HttpChannel made = CHANNELS.newHttpChannel(connection);
        made.initialize();
        this.channel = made;
    }

    /**
     * The channel that a connection has kept, or another one.
     *
     * @param siblings all that one deployment has made and not dropped
     */
    static BridgeChannel of(HttpConnection connection, BridgeConnector connector, Set<BridgeChannel> siblings) {
        HttpConnection.Kept kept = connection.takeKept();
        if (kept instanceof BridgeChannel own && own.siblings == siblings && own.channel != null) {
            return own;
        }
        if (kept != null) {
            kept.dropped();
        }
        BridgeChannel made = new BridgeChannel(siblings, new BridgeConnection(connection, connector));
        siblings.add(made);
        return made;
    }

    /** As Jetty sees it. */
    BridgeConnection connection() {
        return present(connection);
    }

    HttpChannel channel() {
        return present(channel);
    }

    /** The exchange has succeeded, and its request is out of Jetty's hands. */
    void keep(HttpConnection with) {
        BridgeConnection seen = connection;
        if (seen != null && seen.reusable()) {
            seen.forget();
            with.keep(this);
        } else {
            dropped();
        }
    }

    @Override
    public void dropped() {
        siblings.remove(this);
        connection = null;
        channel = null;
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the channel was dropped");
        }
        return part;
    }
}
