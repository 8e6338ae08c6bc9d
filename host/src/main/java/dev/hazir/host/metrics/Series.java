package dev.hazir.host.metrics;

import java.util.EnumMap;
import java.util.Map;

/** One figure over time, in the steps of all spans. One thread at a time. */
final class Series {

    /** What stands for several values. */
    enum Kind {
        MEAN,
        PEAK
    }

    private final Kind kind;
    private final Map<Span, Ring> rings = new EnumMap<>(Span.class);
    private final Map<Span, Gathering> gatherings = new EnumMap<>(Span.class);
    private long total = -1;
    private long totalAt;

    Series(Kind kind) {
        this.kind = kind;
        for (Span span : Span.values()) {
            rings.put(span, new Ring(span.size()));
            if (span != Span.MINUTES) {
                gatherings.put(span, new Gathering());
            }
        }
    }

    void put(long second, float value) {
        ring(Span.MINUTES).put(second, value);
        gatherings.forEach((span, gathering) -> gathering.add(second / span.stepSeconds(), value, ring(span)));
    }

    /**
     * Keeps how fast a total grows. The first one, and one that began anew, tell nothing. What comes again in the same second
     * counts for the next one.
     */
    void putTotal(long second, long now) {
        if (total >= 0 && now >= total && second <= totalAt) {
            return;
        }
        if (total >= 0 && now >= total) {
            put(second, (float) (now - total) / (second - totalAt));
        }
        total = now;
        totalAt = second;
    }

    Ring ring(Span span) {
        Ring ring = rings.get(span);
        if (ring == null) {
            throw new IllegalStateException("no ring for " + span);
        }
        return ring;
    }

    long bytes() {
        return rings.values().stream().mapToLong(Ring::bytes).sum();
    }

    /** The values of one longer step that is under way. */
    private final class Gathering {
        private long step = -1;
        private double sum;
        private float most;
        private int count;

        void add(long into, float value, Ring ring) {
            if (into != step) {
                if (count > 0) {
                    ring.put(step, kind == Kind.PEAK ? most : (float) (sum / count));
                }
                step = into;
                sum = 0;
                most = Float.NEGATIVE_INFINITY;
                count = 0;
            }
            sum += value;
            most = Math.max(most, value);
            count++;
        }
    }
}
