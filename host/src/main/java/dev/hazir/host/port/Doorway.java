package dev.hazir.host.port;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection: counts what comes in, lets nothing in once the connection is being closed, and holds
 * what comes during a hand-over, so that it is cut into messages as the version says that will receive them.
 */
final class Doorway extends ChannelInboundHandlerAdapter {

    private final Connection connection;
    private final Deque<Object> held = new ArrayDeque<>(2);
    private boolean holding;
    private @Nullable ChannelHandlerContext context;

    Doorway(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext at) {
        context = at;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!connection.arrived(message)) {
            ReferenceCountUtil.release(message);
        } else if (holding) {
            held.add(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (holding) {
            held.add(event);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    /** Lets nothing through until {@link #release}. */
    void hold() {
        holding = true;
    }

    /** Lets through what was held, in its order, and all that comes. */
    void release() {
        holding = false;
        boolean read = false;
        ChannelHandlerContext at = Objects.requireNonNull(context, "it was never added");
        for (Object next = held.poll(); next != null; next = held.poll()) {
            if (next instanceof ByteBuf) {
                read = true;
                at.fireChannelRead(next);
            } else {
                at.fireUserEventTriggered(next);
            }
        }
        if (read) {
            at.fireChannelReadComplete();
        }
    }
}
