package dev.hazir.host.port;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The messages of a connection that were cut from the stream and not delivered yet: at most those of one read, because a
 * connection that is paused does not read. Used on the event loop alone.
 */
final class Inbox {

    private final Deque<ByteBuf> held = new ArrayDeque<>(4);
    private boolean delivering;

    void add(ByteBuf message) {
        held.add(message);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Delivers one after the other while that is wanted. A call from within a delivery leaves it to that one. */
    void deliver(BooleanSupplier wanted, Consumer<ByteBuf> receiver) {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (!held.isEmpty() && wanted.getAsBoolean()) {
                ByteBuf message = held.remove();
                try {
                    receiver.accept(message);
                } finally {
                    message.release();
                }
            }
        } finally {
            delivering = false;
        }
    }

    void clear() {
        held.forEach(ByteBuf::release);
        held.clear();
    }
}
