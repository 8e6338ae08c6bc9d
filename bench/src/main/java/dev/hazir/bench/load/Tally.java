package dev.hazir.bench.load;

import java.util.concurrent.atomic.LongAdder;

/** Counts while a run lasts, without the time in which it gets going. */
final class Tally {

    private static final long GETTING_GOING = 300;

    private final LongAdder messages = new LongAdder();
    private volatile boolean over;

    void add(long more) {
        messages.add(more);
    }

    /** Whether nothing more should be sent. */
    boolean over() {
        return over;
    }

    /** Waits as long as a run lasts and says what came. */
    Generator.Counted measure(long millis) throws InterruptedException {
        Thread.sleep(GETTING_GOING);
        long before = messages.sum();
        long began = System.nanoTime();
        Thread.sleep(millis);
        long counted = messages.sum() - before;
        long nanos = System.nanoTime() - began;
        over = true;
        if (counted == 0) {
            throw new IllegalStateException("nothing came back");
        }
        return new Generator.Counted(counted, nanos, messages.sum());
    }
}
