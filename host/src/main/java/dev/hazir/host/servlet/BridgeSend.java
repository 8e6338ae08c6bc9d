package dev.hazir.host.servlet;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
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
            ByteBuffer whole = content.slice();
            content.position(content.limit());
            exchange.sendCopy(head, whole, last, new Once(callback, stream));
        } else {
            new Pieces(exchange, head, content, last, callback, stream).iterate();
        }
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
            ByteBuffer piece = content.slice();
            piece.limit(Math.min(piece.limit(), PIECE));
            content.position(content.position() + piece.remaining());
            exchange.sendCopy(first, piece, last && !content.hasRemaining(), this);
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
