package dev.hazir.host.port;

import java.util.concurrent.atomic.LongAdder;

/** What went over a connection, or over all of a port that have ended. Safe for use by several threads. */
final class Traffic {

    private final LongAdder inMessages = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder outMessages = new LongAdder();
    private final LongAdder outBytes = new LongAdder();
    private final LongAdder faults = new LongAdder();

    void arrived(int bytes) {
        inBytes.add(bytes);
    }

    void received() {
        inMessages.increment();
    }

    void sent(int bytes) {
        outMessages.increment();
        outBytes.add(bytes);
    }

    void fault() {
        faults.increment();
    }

    /** Adds what went over a connection that has ended. */
    void add(Traffic ended) {
        inMessages.add(ended.inMessages());
        inBytes.add(ended.inBytes());
        outMessages.add(ended.outMessages());
        outBytes.add(ended.outBytes());
    }

    long inMessages() {
        return inMessages.sum();
    }

    long inBytes() {
        return inBytes.sum();
    }

    long outMessages() {
        return outMessages.sum();
    }

    long outBytes() {
        return outBytes.sum();
    }

    long faults() {
        return faults.sum();
    }
}
