package dev.hazir.host.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What routes have answered in the last hour, as differences of their counts: where these stand is noted every five minutes,
 * so that counting itself stays one addition. Safe for use by several threads.
 */
public final class LastHour {

    /** How often {@link #note} is to be called. */
    public static final Duration STEP = Duration.ofMinutes(5);

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Map<Hits, Deque<Mark>> marks = new IdentityHashMap<>();

    private record Mark(long nanos, long[] counts) {}

    /**
     * What was answered.
     *
     * @param p95 which 95 of 100 answers took at most; null when there is none
     */
    public record Summary(long count, @Nullable Duration p95) {}

    /**
     * Notes where the counts stand.
     *
     * @param current of all routes there are; others are forgotten
     */
    public synchronized void note(Collection<Hits> current, long now) {
        marks.keySet().retainAll(identities(current));
        for (Hits hits : current) {
            if (hits.count() == 0) {
                continue; // nothing to subtract later
            }
            Deque<Mark> own = marks.computeIfAbsent(hits, first -> new ArrayDeque<>());
            long[] counts = hits.latencies().counts();
            Mark last = own.peekLast();
            own.addLast(new Mark(now, last != null && Arrays.equals(last.counts(), counts) ? last.counts() : counts));
            while (own.size() > 1 && now - second(own).nanos() >= HOUR) {
                own.removeFirst();
            }
        }
    }

    /** What a route has answered in the last hour, or since its version runs if that is less. */
    public Summary of(Hits hits, long now) {
        if (hits.latencies().isEmpty()) {
            return new Summary(0, null);
        }
        long[] counts = hits.latencies().counts();
        long[] before = anHourAgo(hits, now);
        long[] since = before == null ? counts : Latencies.since(before, counts);
        long count = Arrays.stream(since).sum();
        return new Summary(count, count == 0 ? null : Duration.ofNanos((long) (Latencies.quantile(since, 0.95) * 1e9)));
    }

    private synchronized long @Nullable [] anHourAgo(Hits hits, long now) {
        long[] found = null;
        for (Mark mark : marks.getOrDefault(hits, new ArrayDeque<>())) {
            if (now - mark.nanos() >= HOUR) {
                found = mark.counts();
            }
        }
        return found;
    }

    private static Mark second(Deque<Mark> own) {
        return own.stream().skip(1).findFirst().orElseThrow();
    }

    private static Collection<Hits> identities(Collection<Hits> hits) {
        Map<Hits, Boolean> set = new IdentityHashMap<>();
        hits.forEach(one -> set.put(one, Boolean.TRUE));
        return set.keySet();
    }
}
