package dev.hazir.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;

/** Connections of a load generator to one port of this machine, all of them closed together. */
final class Clients implements AutoCloseable {

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    private final int port;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    Clients(int port) {
        this.port = port;
    }

    /** Opens a connection with handlers of its own. */
    Channel connect(ChannelHandler... handlers) throws InterruptedException {
        ChannelFuture connected = new Bootstrap()
                .group(LOOPS)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handlers);
                    }
                })
                .connect(new InetSocketAddress("127.0.0.1", port))
                .sync();
        open.add(connected.channel());
        return connected.channel();
    }

    /** Opens a websocket and returns when it is open. */
    Channel websocket(String path, ChannelHandler handler) throws Exception {
        WebSocketClientProtocolHandler protocol =
                new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                        URI.create("ws://127.0.0.1:" + port + path),
                        WebSocketVersion.V13,
                        null,
                        false,
                        new DefaultHttpHeaders()));
        Handshake handshake = new Handshake();
        Channel channel = connect(new HttpClientCodec(), new HttpObjectAggregator(8192), protocol, handshake, handler);
        handshake.await(channel, path);
        return channel;
    }

    /** Opens several, for which nothing is done until all of them are open. */
    void websockets(int count, String path, Supplier<ChannelHandler> handler) throws Exception {
        for (int i = 0; i < count; i++) {
            websocket(path, handler.get());
        }
    }

    ChannelGroup open() {
        return open;
    }

    @Override
    public void close() {
        open.close().awaitUninterruptibly();
    }
}
