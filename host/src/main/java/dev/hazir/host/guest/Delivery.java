package dev.hazir.host.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The message of a connection that a worker has, because the handler was moved off the event loops. Until the worker is
 * through nothing else is to be given out, and what may only be done between two messages waits. Used on the connection's
 * event loop alone.
 */
public final class Delivery {

    private final Runnable goOn;
    private final List<Runnable> waiting = new ArrayList<>(0);
    private boolean underWay;

    /**
     * Nothing is under way.
     *
     * @param goOn gives out the next message; called after each, when all that waited for its end is done
     */
    public Delivery(Runnable goOn) {
        this.goOn = goOn;
    }

    /** Whether a worker has a message. */
    public boolean underWay() {
        return underWay;
    }

    /**
     * Gives a message to a worker.
     *
     * @param message gives it to the guest, and lets nothing escape
     * @param through called on the loop when the worker is through, with what that gave
     */
    public <T extends @Nullable Object> void give(Turn turn, Supplier<T> message, Consumer<T> through) {
        underWay = true;
        turn.execute(() -> {
            T outcome = message.get();
            turn.onLoop(() -> ended(outcome, through));
        });
    }

    /** Does something between two messages: now, or when the worker is through. */
    public void between(Runnable step) {
        if (underWay) {
            waiting.add(step);
        } else {
            step.run();
        }
    }

    private <T extends @Nullable Object> void ended(T outcome, Consumer<T> through) {
        underWay = false;
        through.accept(outcome);
        List<Runnable> waited = List.copyOf(waiting);
        waiting.clear();
        waited.forEach(Runnable::run);
        goOn.run();
    }
}
