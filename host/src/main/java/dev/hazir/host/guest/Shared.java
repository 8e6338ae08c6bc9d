package dev.hazir.host.guest;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message that is given to many receivers, who send it on to their clients: it is encoded once, by whoever needs it
 * first. Messages are immutable, that is what topics ask for. Any thread.
 *
 * @param <T> what kind of message
 */
public final class Shared<T> {

    private final T message;
    private volatile byte @Nullable [] json;
    private volatile byte @Nullable [] utf8;

    public Shared(T message) {
        this.message = message;
    }

    /** Gives it to a receiver. To be called as guest code. */
    public void give(Consumer<? super T> receiver) {
        if (Thread.currentThread() instanceof LoopThread loop) {
            loop.gives(this);
            try {
                receiver.accept(message);
            } finally {
                loop.gives(null);
            }
        } else {
            receiver.accept(message);
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

    /**
     * A text as UTF-8, for reading only: made before if it is the message that the current event loop is giving, or the text
     * that it was asked for last.
     */
    public static byte[] utf8(String text) {
        if (!(Thread.currentThread() instanceof LoopThread loop)) {
            return LoopThread.encoded(text);
        }
        Shared<?> given = loop.given();
        return given != null && given.message == text ? given.utf8(text, loop) : loop.utf8(text);
    }

    private byte[] utf8(String text, LoopThread loop) {
        byte[] made = utf8;
        if (made == null) {
            made = loop.utf8(text);
            utf8 = made;
        }
        return made;
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
