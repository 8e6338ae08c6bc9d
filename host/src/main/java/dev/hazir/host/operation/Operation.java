package dev.hazir.host.operation;

import dev.hazir.host.log.LogFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A long-running act with a number, steps and an outcome. Written by the operator thread, read by any. {@link #view}
 * gives one consistent picture.
 */
public final class Operation {

    /** How an operation stands. */
    public enum State {
        RUNNING,
        /** All of it was done. */
        DONE,
        /** Refused before anything changed. */
        REFUSED,
        /** It failed; what was there before is still there. */
        FAILED,
        /** It had begun and went back to what was there before. */
        ROLLED_BACK,
        /** Somebody did not want it any more; what was there before is still there. */
        CANCELLED
    }

    /**
     * A step that was taken.
     *
     * @param name one word: {@code checked}, {@code rehearsed}, {@code prepared}, {@code switched} …
     * @param detail what it found, for people
     * @param took how long it took
     */
    public record Step(String name, String detail, Duration took) {}

    /**
     * A picture of an operation.
     *
     * @param number counts up from 1 in a host's life
     * @param kind {@code install}, {@code upgrade}, {@code rollback} …
     * @param applet the applet's id, or what is known of it
     * @param by who asked: {@code drop}, {@code api}, {@code start}
     * @param message one sentence on the outcome, empty while running
     * @param result the name of what it made, such as that of a backup, or one word for what became of it; empty
     *     otherwise
     * @param cancellable whether it can be cancelled now
     */
    public record View(
            long number,
            String kind,
            String applet,
            String by,
            State state,
            Instant started,
            @Nullable Instant ended,
            List<Step> steps,
            String message,
            String result,
            List<Problem> problems,
            boolean cancellable) {}

    private final long number;
    private final String by;
    private final Supplier<Instant> now;
    private final Instant started;
    private final CompletableFuture<View> ended = new CompletableFuture<>();

    private final List<Step> steps = new ArrayList<>();
    private String kind;
    private String applet;
    private long stepStarted = System.nanoTime(); // a clock may jump
    private @Nullable Instant end;
    private State state = State.RUNNING;
    private String message = "";
    private String result = "";
    private List<Problem> problems = List.of();
    private boolean begun;
    private boolean cancellable = true;
    private volatile String cancelledBy = "";
    private Runnable waker = () -> {};

    Operation(long number, String kind, String applet, String by, Supplier<Instant> now) {
        this.number = number;
        this.kind = kind;
        this.applet = applet;
        this.by = by;
        this.now = now;
        this.started = now.get();
    }

    public long number() {
        return number;
    }

    /** Says what the act turned out to be, once the jar was read. Log lines of the act name the applet from here on. */
    public synchronized void about(String kind, String applet) {
        this.kind = kind;
        this.applet = applet;
        MDC.put(LogFile.APPLET, applet);
    }

    /** Its turn has come; false when it was cancelled before. */
    synchronized boolean begin() {
        begun = true;
        cancellable = false;
        return cancelledBy.isEmpty();
    }

    /**
     * From now on until {@link #commit} it may be cancelled: then {@link #requireWanted}, {@link #step} and {@link #commit}
     * throw {@link CancellationException}, and whoever does it undoes all of it.
     *
     * @param wakes ends what the operator thread waits for; called on the thread of whoever cancels
     */
    public synchronized void mayBeCancelled(Runnable wakes) {
        requireWanted();
        waker = wakes;
        cancellable = true;
    }

    /** Ends here when it was cancelled in time. */
    public synchronized void requireWanted() {
        if (state == State.RUNNING && cancellable && !cancelledBy.isEmpty()) {
            throw new CancellationException("cancelled by " + cancelledBy);
        }
    }

    /** What comes now is permanent: it is too late to cancel from here on. */
    public synchronized void commit() {
        requireWanted();
        cancellable = false;
    }

    /** Asks it to end without having done anything. Returns false when it is too late for that, or not possible. */
    public boolean cancel(String by) {
        Runnable wakes;
        synchronized (this) {
            if (state != State.RUNNING || !cancellable) {
                return false;
            }
            cancelledBy = by;
            wakes = begun ? waker : this::neverBegun;
        }
        wakes.run();
        return true;
    }

    private void neverBegun() {
        endCancelled();
        over();
    }

    /** Nothing was done, or all of it was undone. */
    void endCancelled() {
        end(State.CANCELLED, "Cancelled by " + cancelledBy + ". What was there before is still there.", List.of());
    }

    /** Records a step that has just ended. */
    public synchronized void step(String name, String detail) {
        requireWanted();
        long time = System.nanoTime();
        steps.add(new Step(name, detail, Duration.ofNanos(time - stepStarted)));
        stepStarted = time;
    }

    /** Names what it has made, or what became of it, in one word for programs. */
    public synchronized void result(String name) {
        result = name;
    }

    /** Says how it ends; a second end is ignored. Who waits for it hears of that when the act is {@link #over}. */
    public void end(State outcome, String sentence, List<Problem> reasons) {
        synchronized (this) {
            if (state != State.RUNNING) {
                return;
            }
            state = outcome;
            message = sentence;
            problems = List.copyOf(reasons);
            end = now.get();
        }
    }

    /** All of it is done, and noted where such things are noted. */
    void over() {
        ended.complete(view());
    }

    /** Completes with the final picture when all of the operation is done and noted. */
    public CompletionStage<View> ended() {
        return ended;
    }

    public synchronized View view() {
        return new View(
                number,
                kind,
                applet,
                by,
                state,
                started,
                end,
                List.copyOf(steps),
                message,
                result,
                problems,
                state == State.RUNNING && cancellable && cancelledBy.isEmpty());
    }
}
