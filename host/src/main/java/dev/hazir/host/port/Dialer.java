package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to where an outgoing connection leads. A name is looked up each time; several addresses of it are tried in
 * turn, one each attempt. Used on one event loop alone.
 */
final class Dialer {

    /** What becomes of an attempt. Called on the event loop. */
    interface Caller {

        /** Whether it is still wanted; when not, nothing follows. */
        boolean wants();

        /** A channel is about to connect. */
        void connecting(SocketChannel fresh, InetSocketAddress address);

        void connected(SocketChannel open);

        void failed(String reason);
    }

    private final DeclaredOutgoing declared;
    private final EventLoop loop;
    private final Executor workers;
    private final HostTime time;
    private final Caller caller;
    private volatile @Nullable Instant nextTry;
    private Registration retry = () -> {};
    private int attempts;

    /** Tries on the event loop of a guest; names are looked up on its workers, because that may block. */
    Dialer(DeclaredOutgoing declared, Guest guest, HostTime time, Caller caller) {
        this.declared = declared;
        this.loop = guest.loop();
        this.workers = guest.workers();
        this.time = time;
        this.caller = caller;
    }

    /** When the next attempt is made, or null. Any thread. */
    @Nullable
    Instant nextTry() {
        return nextTry;
    }

    void attemptAfter(Duration pause) {
        nextTry = time.clock().instant().plus(pause);
        retry = time.after(pause, loop, this::attempt);
    }

    /** Makes no attempt any more that is not under way. */
    void stop() {
        nextTry = null;
        retry.close();
    }

    void attempt() {
        nextTry = null;
        if (!caller.wants()) {
            return;
        }
        int number = attempts++;
        String host = declared.target().host();
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            connect(new InetSocketAddress(host, declared.target().number()));
            return;
        }
        try {
            workers.execute(() -> lookUp(host, number));
        } catch (RejectedExecutionException e) {
            caller.failed("no worker was free to look up " + host);
        }
    }

    private void lookUp(String host, int number) {
        try {
            InetAddress[] found = InetAddress.getAllByName(host);
            InetAddress next = found[Math.floorMod(number, found.length)];
            loop.execute(
                    () -> connect(new InetSocketAddress(next, declared.target().number())));
        } catch (UnknownHostException e) {
            loop.execute(() -> caller.failed("the name " + host + " is unknown"));
        }
    }

    private void connect(InetSocketAddress address) {
        if (!caller.wants()) {
            return;
        }
        ChannelFuture attempt = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Listener.WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        declared.connectTimeout().toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel fresh) {
                        caller.connecting(fresh, address);
                    }
                })
                .connect(address);
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                caller.connected((SocketChannel) attempt.channel());
            } else {
                caller.failed(String.valueOf(done.cause().getMessage()));
            }
        });
    }
}
