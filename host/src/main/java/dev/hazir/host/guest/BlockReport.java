package dev.hazir.host.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Guest code kept an event loop from its other work. Holds text only, nothing of the guest.
 *
 * @param applet whose code it was
 * @param thread the event loop, such as {@code loop-2}
 * @param duration how long, up to now if it still runs
 * @param running whether it still runs
 * @param location file and line in the applet, such as {@code MeterApplet.java:34}
 * @param method the applet's method there
 * @param top what that line calls, such as {@code java.lang.Thread.sleep}, or empty
 * @param trigger why guest code ran
 * @param waiting how many tasks waited for the loop
 * @param began when the call began
 * @param samples what the thread was doing, at growing ages of the call
 */
public record BlockReport(
        String applet,
        String version,
        String thread,
        Duration duration,
        boolean running,
        String location,
        String method,
        String top,
        String trigger,
        int waiting,
        Instant began,
        List<Sample> samples) {

    /**
     * A look at the thread.
     *
     * @param after how long the call had run
     * @param stack innermost first
     */
    public record Sample(Duration after, List<StackTraceElement> stack) {}

    /** What to do about it, one sentence. */
    public String advice() {
        return Advice.on(top);
    }

    /** One sentence for logs. */
    @Override
    public String toString() {
        return "applet " + applet + "@" + version + (running ? " has been blocking " : " blocked ") + thread
                + " for " + duration.toMillis() + " ms at " + location + " (" + method + ")"
                + (top.isEmpty() ? "" : ", in " + top) + ", while handling " + trigger;
    }
}
