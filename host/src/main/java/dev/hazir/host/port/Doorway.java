package dev.hazir.host.port;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** The first handler of a connection: counts what comes in, and lets nothing in once the connection is being closed. */
final class Doorway extends ChannelInboundHandlerAdapter {

    private final Connection connection;

    Doorway(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection.arrived(message)) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }
}
