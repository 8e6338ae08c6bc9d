package dev.hazir.host.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What one route has answered. Counted on event loops: no lock, nothing is looked up. Any thread. */
public final class Hits {

    private static final int FAILURE = 500;

    private final Latencies latencies = new Latencies();
    private final LongAdder failures = new LongAdder();
    private final Recent recent = new Recent();

    /**
     * Counts an exchange that is over.
     *
     * @param status the answer's status, or 0 when the client went away before there was one
     * @param nanos from the first byte of the request to the last of the answer
     */
    public void answered(int status, long nanos) {
        latencies.add(nanos);
        if (status >= FAILURE) {
            failures.increment();
        }
    }

    /** How many there were. */
    public long count() {
        return latencies.count();
    }

    /** How many of them failed on this side. */
    public long failures() {
        return failures.sum();
    }

    /** The newest of them. */
    public Recent recent() {
        return recent;
    }

    /** How long they took. */
    public Latencies latencies() {
        return latencies;
    }
}
