package dev.hazir.host.port;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a connection that were cut from the stream and not given out yet: when the connection is paused, at most
 * those of the reads of one turn of the loop, because then it does not read. Used on the event loop alone.
 */
final class Inbox {

    private final Deque<ByteBuf> held = new ArrayDeque<>(4);

    void add(ByteBuf message) {
        held.add(message);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int size() {
        return held.size();
    }

    /** The next one, which is the caller's from now on; null when there is none. */
    @Nullable
    ByteBuf poll() {
        return held.poll();
    }

    void clear() {
        held.forEach(ByteBuf::release);
        held.clear();
    }
}
