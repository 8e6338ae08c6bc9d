package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is open of one kind, each with an event loop of its own: who waits for the last one to go is told, and all can be
 * turned to some at a time. Any thread.
 *
 * @param <T> compared by identity
 */
public final class OpenOnes<T> {

    private final HostTime time;
    private final Function<T, Executor> loop;
    private final Set<T> open = ConcurrentHashMap.newKeySet();
    private final Map<T, Registration> pending = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

    public OpenOnes(HostTime time, Function<T, Executor> loop) {
        this.time = time;
        this.loop = loop;
    }

    public void add(T one) {
        open.add(one);
    }

    public void remove(T one) {
        open.remove(one);
        forget(one);
        tellIfEmpty();
    }

    public List<T> list() {
        return List.copyOf(open);
    }

    /** Completes when none is open. */
    public CompletionStage<Void> empty() {
        CompletableFuture<Void> whenEmpty = new CompletableFuture<>();
        waiting.add(whenEmpty);
        tellIfEmpty();
        return whenEmpty;
    }

    /** Does something with each that is open now, on its loop and in the order of these calls. */
    public void each(Consumer<T> step) {
        open.forEach(one -> loop.apply(one).execute(() -> step.accept(one)));
    }

    /**
     * Does something with each that is open now, on its loop, spread evenly over a time. With one that has gone before its
     * turn, or for which something else is asked meanwhile, nothing is done: nobody keeps it for that.
     */
    public void spread(Duration spread, Consumer<T> step) {
        List<T> left = list();
        for (int i = 0; i < left.size(); i++) {
            T one = left.get(i);
            Duration delay = spread.multipliedBy(i).dividedBy(left.size());
            forget(one);
            pending.put(one, time.after(delay, loop.apply(one), () -> step.accept(one)));
            if (!open.contains(one)) {
                forget(one);
            }
        }
    }

    private void forget(T one) {
        Registration timer = pending.remove(one);
        if (timer != null) {
            timer.close();
        }
    }

    private void tellIfEmpty() {
        while (open.isEmpty()) {
            CompletableFuture<Void> whenEmpty = waiting.poll();
            if (whenEmpty == null) {
                return;
            }
            whenEmpty.complete(null);
        }
    }
}
