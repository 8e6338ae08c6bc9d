package dev.hazir.host.front;

import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** Encoded bytes on their way to the client: made on any thread, written on the event loop. */
final class Outgoing implements ChannelFutureListener {

    /** What counts at least for each, so that many small parts are not without limit either. */
    private static final int LEAST_COST = 256;

    private static final int LARGE = 64 * 1024;

    private final Http1Output output;
    private final ByteBuf first;
    private final @Nullable ByteBuf second;
    private final @Nullable ByteBuf third;
    private final int bytes;
    private final @Nullable Http1Exchange answered;
    private @Nullable SendCallback callback;

    /** Bytes in up to three pieces; {@code answered} is told on the loop when they were given to the channel. */
    Outgoing(
            Http1Output output,
            ByteBuf first,
            @Nullable ByteBuf second,
            @Nullable ByteBuf third,
            @Nullable Http1Exchange answered) {
        this.output = output;
        this.first = first;
        this.second = second;
        this.third = third;
        this.answered = answered;
        this.bytes = first.readableBytes()
                + (second == null ? 0 : second.readableBytes())
                + (third == null ? 0 : third.readableBytes());
    }

    int bytes() {
        return bytes;
    }

    int cost() {
        return Math.max(bytes, LEAST_COST);
    }

    /** Tells this one when the bytes were written, not before. */
    void completeLate(SendCallback late) {
        callback = late;
    }

    /** Gives the bytes to the channel, without flushing. */
    void write(ChannelHandlerContext ctx) {
        ByteBuf last = first;
        if (second != null) {
            ctx.write(last, ctx.voidPromise());
            last = second;
        }
        if (third != null) {
            ctx.write(last, bytes > LARGE ? output.progressive(ctx) : ctx.voidPromise());
            last = third;
        }
        if (callback == null && bytes <= LARGE) {
            ctx.write(last, ctx.voidPromise());
            output.unconfirmed(cost());
        } else {
            ChannelPromise promise = bytes > LARGE ? output.progressive(ctx) : ctx.newPromise();
            ctx.write(last, promise.addListener(this));
        }
        if (answered != null) {
            answered.handedOver();
        }
    }

    /** Drops bytes that are under way: there is nobody to send them to. */
    void drop(Throwable cause) {
        discard();
        output.left(cost());
        if (callback != null) {
            callback.failed(cause);
        }
    }

    /** Drops bytes that were not put under way. */
    void discard() {
        first.release();
        if (second != null) {
            second.release();
        }
        if (third != null) {
            third.release();
        }
    }

    @Override
    public void operationComplete(ChannelFuture future) {
        output.left(cost());
        if (callback != null) {
            if (future.isSuccess()) {
                callback.sent();
            } else {
                callback.failed(future.cause());
            }
        }
    }
}
