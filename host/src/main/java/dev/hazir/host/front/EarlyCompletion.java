package dev.hazir.host.front;

import dev.hazir.host.http.SendCallback;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells senders that they may go on, without growing the stack when they send the next part from the callback of the one
 * before. One sender at a time, on any thread.
 */
final class EarlyCompletion {

    private final AtomicReference<@Nullable Thread> telling = new AtomicReference<>();
    private final AtomicReference<@Nullable SendCallback> next = new AtomicReference<>();

    void complete(SendCallback callback) {
        if (callback == SendCallback.NONE) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (telling.get() == thread) {
            next.set(callback);
            return;
        }
        telling.set(thread);
        try {
            // Whoever left a callback in 'next' comes by here again, so that none is lost; it is taken once.
            for (SendCallback now = callback; now != null; now = next.getAndSet(null)) {
                now.sent();
            }
        } finally {
            telling.compareAndSet(thread, null);
        }
    }
}
