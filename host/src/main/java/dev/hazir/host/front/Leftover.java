package dev.hazir.host.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps what was received behind the request that made a channel leave HTTP, until whoever took the channel reads, and
 * then goes away.
 */
final class Leftover extends ChannelDuplexHandler {

    private final Queue<Object> kept = new ArrayDeque<>(1);
    private boolean asked;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes && !bytes.isReadable()) {
            bytes.release();
        } else {
            kept.add(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (asked) {
            deliver(ctx);
        }
    }

    /** The first read gets what was kept; it is delivered later, because the reader is still on the stack. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (kept.isEmpty()) {
            asked = true;
            ctx.read();
        } else if (!asked) {
            asked = true;
            ctx.executor().execute(() -> deliver(ctx));
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
        ctx.fireChannelInactive();
    }

    private void deliver(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        for (Object next = kept.poll(); next != null; next = kept.poll()) {
            ctx.fireChannelRead(next);
        }
        ctx.fireChannelReadComplete();
        boolean readOn = ctx.channel().config().isAutoRead();
        ctx.pipeline().remove(this);
        if (readOn) {
            ctx.channel().read();
        }
    }
}
