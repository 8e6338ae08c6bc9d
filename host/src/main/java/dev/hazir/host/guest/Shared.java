package dev.hazir.host.guest;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message that is given to many receivers, who send it on to their clients: its JSON is made once, by whoever needs it
 * first. Messages are immutable, that is what topics ask for. Any thread.
 *
 * @param <T> what kind of message
 */
public final class Shared<T> {

    private final T message;
    private volatile byte @Nullable [] json;

    public Shared(T message) {
        this.message = message;
    }

    /** Gives it to a receiver of the guest on the current thread. */
    public void give(Guest guest, Trigger trigger, Consumer<? super T> receiver) {
        if (Thread.currentThread() instanceof LoopThread loop) {
            loop.gives(this);
            try {
                guest.run(trigger, () -> receiver.accept(message));
            } finally {
                loop.gives(null);
            }
        } else {
            guest.run(trigger, () -> receiver.accept(message));
        }
    }

    /**
     * A value as JSON, for reading only: made before if it is the message that the current event loop is giving. To be
     * called as guest code.
     */
    public static byte[] json(Guest guest, Object value) {
        if (Thread.currentThread() instanceof LoopThread loop) {
            Shared<?> given = loop.given();
            if (given != null && given.message == value) {
                return given.json(guest);
            }
        }
        return guest.json().writeValueAsBytes(value);
    }

    /** A text as UTF-8, for reading only: made before if it is the text that the current event loop has asked for last. */
    public static byte[] utf8(String text) {
        return Thread.currentThread() instanceof LoopThread loop ? loop.utf8(text) : LoopThread.encoded(text);
    }

    private byte[] json(Guest guest) {
        byte[] made = json;
        if (made == null) {
            made = guest.json().writeValueAsBytes(message);
            json = made;
        }
        return made;
    }
}
