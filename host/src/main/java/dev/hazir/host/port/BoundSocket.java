package dev.hazir.host.port;

import dev.hazir.host.port.PortOverrides.Place;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bound number. Nothing is taken from it until somebody occupies it; the occupant is exchanged in one step, and the
 * socket stays.
 */
abstract sealed class BoundSocket permits Listener, UdpSocket {

    private static final long FREE_SECONDS = 1;

    private final Place wanted;
    private final String name;
    private volatile @Nullable Channel channel;
    private volatile @Nullable Occupant occupant;
    private volatile int number;
    private volatile String trouble = "";

    BoundSocket(String name, Place wanted) {
        this.name = name;
        this.wanted = wanted;
        this.number = wanted.number();
    }

    abstract String protocol();

    /** Begins to bind; not to be called twice. */
    abstract ChannelFuture bind();

    /** The system's socket, or null before it is bound. */
    abstract @Nullable SelectableChannel selectable();

    /** What was asked for; a number 0 stands for any. */
    Place wanted() {
        return wanted;
    }

    /** The number it is bound to. */
    int number() {
        return number;
    }

    @Nullable
    Occupant occupant() {
        return occupant;
    }

    /** What is wrong with it, or empty. */
    String trouble() {
        return trouble;
    }

    void trouble(String sentence) {
        trouble = sentence;
    }

    /** Whether a declared port with this place may go on with this socket. */
    boolean serves(String protocol, String port, Place place) {
        return protocol().equals(protocol) && wanted.equals(place) && (place.number() != 0 || name.equals(port));
    }

    /** Whether no other socket can be bound to a place because of this one. */
    boolean blocks(String protocol, Place place) {
        return protocol().equals(protocol)
                && number == place.number()
                && (wanted.bind().equals(place.bind()) || isWildcard(wanted.bind()) || isWildcard(place.bind()));
    }

    /** To be called once it is bound. */
    void bound(Channel bound) {
        channel = bound;
        number = ((InetSocketAddress) bound.localAddress()).getPort();
        bound.closeFuture().addListener(closed -> occupant = null);
    }

    boolean isOpen() {
        Channel bound = channel;
        return bound != null && bound.isOpen();
    }

    /** Lets somebody have what arrives from now on. */
    void occupy(Occupant next) {
        occupant = next;
        Channel bound = channel;
        if (bound != null) {
            bound.config().setAutoRead(true);
        }
    }

    /** Closes the socket, and waits until its number is free. Not to be called on an event loop. */
    void close() {
        Channel bound = channel;
        if (bound == null) {
            return;
        }
        bound.close().awaitUninterruptibly();
        CompletableFuture<Boolean> free = new CompletableFuture<>();
        bound.eventLoop().execute(() -> completeWhenFree(bound.eventLoop(), free));
        free.completeOnTimeout(Boolean.FALSE, FREE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Closes the socket; callable from any thread. */
    void closeSoon() {
        Channel bound = channel;
        if (bound != null) {
            bound.close();
        }
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    /** The system gives a number free only when the loop's selector has let go of the closed socket. */
    private void completeWhenFree(EventLoop loop, CompletableFuture<Boolean> free) {
        SelectableChannel socket = selectable();
        if (socket == null || !socket.isRegistered()) {
            free.complete(Boolean.TRUE);
        } else {
            loop.schedule(() -> completeWhenFree(loop, free), 1, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isWildcard(String bind) {
        return bind.equals("0.0.0.0") || bind.equals("::");
    }
}
