package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Time that tests advance by hand. It stands still otherwise. Due tasks are handed to their executors in the order of
 * their times, with the clock showing that time; what they ask for later is due when time passes again. Safe for use by
 * several threads.
 */
public final class ManualTime implements HostTime {

    private final List<Task> tasks = new ArrayList<>();
    private final Clock clock = new ManualClock(ZoneOffset.UTC);
    private final Instant start;
    private volatile long nanos;
    private volatile Duration wrong = Duration.ZERO;

    /** Time that stands at the beginning of 2026, UTC. */
    public ManualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualTime(Instant start) {
        this.start = start;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Registration after(Duration delay, Executor executor, Runnable action) {
        synchronized (tasks) {
            Task task = new Task(nanos + Math.max(0, delay.toNanos()), executor, action);
            tasks.add(task);
            return () -> forget(task);
        }
    }

    /** Lets time pass and hands over what is due. */
    public void advance(Duration duration) {
        long until = nanos + duration.toNanos();
        for (Task next = takeDue(until); next != null; next = takeDue(until)) {
            next.executor.execute(next.action);
        }
        synchronized (tasks) {
            nanos = Math.max(nanos, until);
        }
    }

    /** Sets the clock forward or, by a negative duration, back, as people and time servers do. No time passes. */
    public void jump(Duration duration) {
        wrong = wrong.plus(duration);
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        synchronized (tasks) {
            return tasks.size();
        }
    }

    private @Nullable Task takeDue(long until) {
        synchronized (tasks) {
            Task next = tasks.stream()
                    .filter(task -> task.due <= until)
                    .min(Comparator.comparingLong(task -> task.due))
                    .orElse(null);
            if (next != null) {
                tasks.remove(next);
                nanos = Math.max(nanos, next.due);
            }
            return next;
        }
    }

    private void forget(Task task) {
        synchronized (tasks) {
            tasks.remove(task);
        }
    }

    /** Something to hand over; compared by identity, since the same action may be asked for twice. */
    private static final class Task {
        private final long due;
        private final Executor executor;
        private final Runnable action;

        Task(long due, Executor executor, Runnable action) {
            this.due = due;
            this.executor = executor;
            this.action = action;
        }
    }

    private final class ManualClock extends Clock {
        private final ZoneId zone;

        ManualClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new ManualClock(other);
        }

        @Override
        public Instant instant() {
            return start.plusNanos(nanos).plus(wrong);
        }
    }
}
