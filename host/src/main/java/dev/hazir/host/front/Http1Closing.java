package dev.hazir.host.front;

import dev.hazir.host.http.OutputEnd;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a connection ends: softly after its last answer, or at once with a reason. Belongs to the event loop. */
final class Http1Closing {

    /** How long a client may take to read the last answer and close, before the connection is closed under it. */
    private static final long LINGER_MILLIS = 1_000;

    private final Http1Connection connection;
    private @Nullable Throwable cause;
    private boolean begun;

    Http1Closing(Http1Connection connection) {
        this.connection = connection;
    }

    /** Whether no further request is looked at. */
    boolean begun() {
        return begun;
    }

    /** Why the connection is gone, once it is. */
    Throwable cause() {
        return cause != null ? cause : new ClosedChannelException();
    }

    /** Cuts the connection. */
    void fail(Throwable why) {
        if (cause == null) {
            cause = why;
        }
        begun = true;
        connection.cut();
    }

    /**
     * Closes when everything was sent. Only the output is ended then, and what still comes is dropped for a moment: closing
     * with unread input would make the system send a reset, and the client could lose the answer.
     */
    void close() {
        if (begun || connection.gone()) {
            return;
        }
        begun = true;
        connection.context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            Channel channel = connection.channel();
            if (!written.isSuccess() || connection.requests().inputClosed()) {
                channel.close();
            } else {
                OutputEnd.of(channel);
                connection.loop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
                connection.requests().readOn();
            }
        });
    }
}
