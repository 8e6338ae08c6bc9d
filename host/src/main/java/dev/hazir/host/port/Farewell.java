package dev.hazir.host.port;

import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection so that what was sent last arrives: flush, end the output, wait a moment for the other side to
 * close. A socket closed with unread input would be reset, and the peer could lose the answer. The limits are in real
 * time: how long a dead peer may hold a socket is no matter of the guest's clock. Used on the event loop alone.
 */
final class Farewell {

    private static final long FLUSH_SECONDS = 5;
    private static final long LINGER_SECONDS = 1;

    private final SocketChannel channel;
    private final Outbox outbox;
    private boolean lingering;
    private @Nullable Future<?> limit;

    Farewell(SocketChannel channel, Outbox outbox) {
        this.channel = channel;
        this.outbox = outbox;
    }

    /** Writes all there is, and runs {@code written} when that has gone out or failed. */
    void flush(Runnable written) {
        closeWithin(FLUSH_SECONDS);
        outbox.finish(written);
    }

    /** Says that nothing more will come, and waits for the other side; its input is to be thrown away. */
    void linger() {
        lingering = true;
        closeWithin(LINGER_SECONDS);
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
    }

    /** Whether only the other side's end is waited for. */
    boolean lingering() {
        return lingering;
    }

    void over() {
        if (limit != null) {
            limit.cancel(false);
        }
    }

    private void closeWithin(long seconds) {
        over();
        limit = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
    }
}
