package dev.hazir.host.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets frames through while it is open, reading as they are taken. While it is shut nothing is read, and frames that had
 * arrived with others wait, so that a handler can be paused or exchanged between any two. Belongs to the event loop.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

    private final Deque<Object> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean open;
    private boolean discarding;
    private boolean passing;

    void open() {
        if (!open) {
            open = true;
            pass();
        }
    }

    void shut() {
        open = discarding;
    }

    /** From here on everything is read and dropped. */
    void discard() {
        discarding = true;
        open = true;
        pass();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        held.add(frame);
        pass();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (open) {
            ctx.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropHeld();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        dropHeld();
    }

    private void pass() {
        ChannelHandlerContext ctx = context;
        if (passing || ctx == null) {
            return;
        }
        passing = true;
        try {
            while (open && !held.isEmpty()) {
                Object frame = held.remove();
                if (discarding) {
                    ReferenceCountUtil.release(frame);
                } else {
                    ctx.fireChannelRead(frame);
                }
            }
        } finally {
            passing = false;
        }
        if (open) {
            ctx.read();
        }
    }

    private void dropHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
