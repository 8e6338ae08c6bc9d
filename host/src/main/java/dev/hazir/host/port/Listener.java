package dev.hazir.host.port;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.port.PortOverrides.Place;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening TCP socket. Connections that come while nobody occupies it wait in the kernel. When accepting fails, for
 * instance because all file descriptors are in use, it pauses for a second and goes on.
 */
final class Listener extends BoundSocket {

    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 << 10, 64 << 10);

    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1_024;
    private static final long PAUSE_SECONDS = 1;

    private final EventLoopGroup loops;
    private final HostTime time;
    private final AtomicLong connections;
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile @Nullable ServerSocketChannel socket;

    /**
     * Not bound yet.
     *
     * @param connections numbers the connections of the host
     */
    Listener(String name, Place wanted, EventLoopGroup loops, HostTime time, AtomicLong connections) {
        super(name, wanted);
        this.loops = loops;
        this.time = time;
        this.connections = connections;
    }

    @Override
    String protocol() {
        return "tcp";
    }

    @Override
    ChannelFuture bind() {
        return new ServerBootstrap()
                .group(loops)
                .channelFactory(this::open)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new Watch())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted(channel);
                    }
                })
                .bind(new InetSocketAddress(wanted().bind(), wanted().number()));
    }

    @Override
    @Nullable
    SelectableChannel selectable() {
        return socket;
    }

    private ServerChannel open() {
        try {
            ServerSocketChannel fresh = ServerSocketChannel.open();
            socket = fresh;
            return new NioServerSocketChannel(fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accepted(SocketChannel channel) {
        trouble("");
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null) { // it has gone again already
            channel.close();
            return;
        }
        Occupant seen = occupant();
        while (seen != null) {
            Connection connection = new Connection(
                    channel, remote, seen.declaration().name() + "-" + connections.incrementAndGet(), seen, time);
            if (seen.enter(connection)) {
                serve(channel, connection, seen);
                return;
            }
            Occupant next = occupant();
            seen = next == seen ? null : next;
        }
        channel.close();
    }

    private void serve(Channel channel, Connection connection, Occupant occupant) {
        int most = ((DeclaredPort) occupant.declaration()).maxConnections();
        if (occupant.inside() > most) {
            occupant.leave(connection);
            channel.close();
            if (full.compareAndSet(false, true)) {
                log.warn("{} has {} connections, the most it may have: further ones are closed", occupant, most);
                occupant.note("more than " + most + " connections at a time");
            }
            return;
        }
        full.set(false);
        connection.furnish();
    }

    /** Pauses after a failure to accept: an endless try would take the event loop from others. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            if (trouble().isEmpty()) {
                log.warn(
                        "{} cannot accept connections and tries again each second: {}", occupant(), failure.toString());
            }
            trouble("It cannot accept connections: " + failure.getMessage() + "; the host tries again each second.");
            context.channel().config().setAutoRead(false);
            context.channel()
                    .eventLoop()
                    .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
