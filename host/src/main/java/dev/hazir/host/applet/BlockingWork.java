package dev.hazir.host.applet;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

/** The blocking work that a deployment has handed to the workers, waiting for one or running. Any thread. */
final class BlockingWork implements Holder {

    private static final Trigger TRIGGER = Trigger.of("blocking work");

    private final Guest guest;
    private final HostTime time;
    private final Scope scope;
    private final Map<CompletableFuture<?>, Instant> underWay = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

    BlockingWork(Guest guest, HostTime time, Scope scope) {
        this.guest = guest;
        this.time = time;
        this.scope = scope;
    }

    /** Runs work on a worker; the stage is cancelled when the scope ends first. */
    <T> CompletionStage<T> start(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Registration end = scope.onEnd(() -> result.cancel(true));
        result.whenComplete((value, failure) -> end.close());
        underWay.put(result, time.clock().instant());
        try {
            guest.workers().execute(() -> {
                try {
                    run(result, work);
                } finally {
                    over(result);
                }
            });
        } catch (RejectedExecutionException e) {
            over(result);
            result.completeExceptionally(e);
        }
        return result;
    }

    @Override
    public List<Holding> holding() {
        return Holding.of(
                "blocking work",
                "web",
                underWay.values().stream()
                        .map(since -> new Holding.Item("on a worker thread", "", "", since))
                        .toList());
    }

    @Override
    public CompletionStage<Void> drain(Duration patience) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        waiting.add(stage);
        tellIfEmpty();
        return stage;
    }

    /** Cancels the stages; what runs on its worker can only end by itself. */
    @Override
    public void end(Duration spread) {
        underWay.keySet().forEach(result -> result.cancel(true));
    }

    private <T> void run(CompletableFuture<T> result, Callable<T> work) {
        if (!result.isDone()) {
            try {
                result.complete(guest.call(TRIGGER, work));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }
    }

    private void over(CompletableFuture<?> result) {
        underWay.remove(result);
        tellIfEmpty();
    }

    private void tellIfEmpty() {
        if (underWay.isEmpty()) {
            for (CompletableFuture<Void> stage = waiting.poll(); stage != null; stage = waiting.poll()) {
                stage.complete(null);
            }
        }
    }
}
