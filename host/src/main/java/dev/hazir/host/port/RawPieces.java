package dev.hazir.host.port;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Passes bytes on as they arrive, cut into pieces of a maximum. */
final class RawPieces extends ChannelInboundHandlerAdapter {

    private final int maxBytes;

    RawPieces(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        while (bytes.readableBytes() > maxBytes) {
            context.fireChannelRead(bytes.readRetainedSlice(maxBytes));
        }
        context.fireChannelRead(bytes);
    }
}
