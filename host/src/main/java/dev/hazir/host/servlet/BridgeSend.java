package dev.hazir.host.servlet;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Sends content of Jetty's, whose buffers may be reused after the callback: it is copied, a large one piece by piece as the
 * client takes it.
 */
final class BridgeSend {

    private static final int PIECE = 64 * 1024;

    private BridgeSend() {}

    /** Sends a part of a response. */
    static void start(
            HttpExchange exchange,
            @Nullable ResponseHead head,
            ByteBuffer content,
            boolean last,
            Callback callback,
            BridgeStream stream) {
        if (content.remaining() <= PIECE) {
            exchange.send(head, copy(content), last, new Once(callback, stream));
        } else {
            new Pieces(exchange, head, content, last, callback, stream).iterate();
        }
    }

    /** Copies at most one piece and moves the position behind it. */
    private static ByteBuf copy(ByteBuffer content) {
        int length = Math.min(content.remaining(), PIECE);
        if (length == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(length, length);
        int limit = content.limit();
        content.limit(content.position() + length);
        try {
            copy.writeBytes(content);
        } finally {
            content.limit(limit);
        }
        return copy;
    }

    /** Most senders are told on the thread on which they sent, where it does not matter whether they block. */
    private static void succeed(Callback callback, BridgeStream stream) {
        if (LoopThread.here()) {
            stream.proceed(Invocable.from(callback.getInvocationType(), callback::succeeded));
        } else {
            callback.succeeded();
        }
    }

    private static void fail(Callback callback, Throwable cause, BridgeStream stream) {
        stream.notSent(cause);
        stream.proceed(Invocable.from(callback.getInvocationType(), () -> callback.failed(cause)));
    }

    /** A part that is sent whole. */
    private record Once(Callback callback, BridgeStream stream) implements SendCallback {

        @Override
        public void sent() {
            succeed(callback, stream);
        }

        @Override
        public void failed(Throwable cause) {
            fail(callback, cause, stream);
        }
    }

    private static final class Pieces extends IteratingCallback implements SendCallback {
        private final HttpExchange exchange;
        private final ByteBuffer content;
        private final boolean last;
        private final Callback callback;
        private final BridgeStream stream;
        private @Nullable ResponseHead head;

        Pieces(
                HttpExchange exchange,
                @Nullable ResponseHead head,
                ByteBuffer content,
                boolean last,
                Callback callback,
                BridgeStream stream) {
            this.exchange = exchange;
            this.head = head;
            this.content = content;
            this.last = last;
            this.callback = callback;
            this.stream = stream;
        }

        @Override
        protected Action process() {
            if (!content.hasRemaining()) {
                return Action.SUCCEEDED;
            }
            ResponseHead first = head;
            head = null;
            ByteBuf piece = copy(content);
            exchange.send(first, piece, last && !content.hasRemaining(), this);
            return Action.SCHEDULED;
        }

        @Override
        public void sent() {
            succeeded();
        }

        @Override
        protected void onCompleteSuccess() {
            succeed(callback, stream);
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            fail(callback, cause, stream);
        }
    }
}
