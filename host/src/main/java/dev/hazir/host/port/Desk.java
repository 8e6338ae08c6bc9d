package dev.hazir.host.port;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** The last handler of a connection: brings its messages and events to the connection. */
final class Desk extends ChannelInboundHandlerAdapter {

    private final Connection connection;

    Desk(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.outbox().open(context);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connection.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        connection.outbox().readBegins();
        connection.received(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection.readEnds();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.outbox().writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        connection.broken(failure);
    }
}
