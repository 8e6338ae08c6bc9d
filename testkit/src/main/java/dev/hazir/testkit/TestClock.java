package dev.hazir.testkit;

import dev.hazir.host.lifecycle.ManualTime;
import java.time.Duration;
import java.time.Instant;

/** The applet's clock. It stands still until the test lets time pass; timers, time-outs and retries follow it. */
public final class TestClock {

    private final ManualTime time;
    private final Runnable settle;
    private final Timeline timeline;

    TestClock(ManualTime time, Runnable settle, Timeline timeline) {
        this.time = time;
        this.settle = settle;
        this.timeline = timeline;
    }

    /** What the applet sees as now. */
    public Instant now() {
        return time.clock().instant();
    }

    /** Lets time pass: what is due runs in order, each with the clock at its time. */
    public void advance(Duration duration) {
        settle.run();
        timeline.add("clock", "+ " + duration);
        time.advance(duration);
        settle.run();
    }
}
