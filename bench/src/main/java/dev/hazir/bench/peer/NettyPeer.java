package dev.hazir.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** The least a Netty program does: no routes, no limits, no time-outs. */
public final class NettyPeer {

    private NettyPeer() {}

    public static void main(String[] arguments) throws InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        Channel http =
                bind(loops, connection -> connection.pipeline().addLast(new HttpServerCodec(), new NettyAnswer()));
        NettySockets sockets = new NettySockets();
        Channel websockets = bind(
                loops,
                connection -> connection
                        .pipeline()
                        .addLast(
                                new HttpServerCodec(),
                                new HttpObjectAggregator(8192),
                                new WebSocketServerProtocolHandler("/", null, true, 65536, false, true),
                                sockets));
        Channel lines = bind(
                loops,
                connection -> connection
                        .pipeline()
                        .addLast(
                                new LineBasedFrameDecoder(8192),
                                new StringDecoder(),
                                new StringEncoder(),
                                new NettyLines()));
        System.out.println(
                "ready http://127.0.0.1:" + port(http) + " sockets " + port(websockets) + " lines " + port(lines));
        http.closeFuture().sync();
    }

    private static Channel bind(EventLoopGroup loops, Consumer<SocketChannel> pipeline) throws InterruptedException {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        pipeline.accept(connection);
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}
