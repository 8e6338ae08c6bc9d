package dev.hazir.host.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param holder who holds the lock that it waits for: a thread and where that is; empty when it waits for none
 * @param trigger why guest code ran
 * @param handler what the applet declared for it: what can be moved off the loop as a whole
 * @param starved whether the machine gave the thread hardly any time, so that the applet is not to blame
 * @param waiting how many tasks waited for the loop
 * @param victims who waited, as the loop turned to them afterwards; empty while it still runs
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
        String holder,
        String trigger,
        String handler,
        boolean starved,
        int waiting,
        List<Victim> victims,
        Instant began,
        List<Sample> samples) {

    /**
     * A look at the thread.
     *
     * @param after how long the call had run
     * @param stack innermost first
     */
    public record Sample(Duration after, List<StackTraceElement> stack) {

        public Sample {
            stack = stack.stream().map(Sample::text).toList();
        }

        /** Frames that the JVM gives of another thread hold their class, and with it the loader of an applet. */
        private static StackTraceElement text(StackTraceElement frame) {
            return new StackTraceElement(
                    frame.getClassLoaderName(),
                    frame.getModuleName(),
                    frame.getModuleVersion(),
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber());
        }
    }

    /**
     * An applet that had to wait.
     *
     * @param calls how many of its calls and requests did
     */
    public record Victim(String applet, int calls) {}

    /** What to do about it, one sentence. */
    public String advice() {
        return holder.isEmpty()
                ? Advice.on(top)
                : "The lock is held by " + holder
                        + ". Wait for it in app.blocking(…), or hold it for a short time only.";
    }

    /** One sentence for logs. */
    @Override
    public String toString() {
        return "applet " + applet + "@" + version + (running ? " has been blocking " : " blocked ") + thread
                + " for " + duration.toMillis() + " ms at " + location + " (" + method + ")"
                + (top.isEmpty() ? "" : ", in " + top)
                + (holder.isEmpty() ? "" : ", for a lock held by " + holder) + ", while handling " + trigger
                + (starved ? "; the machine was too busy to run it" : "")
                + (victims.isEmpty() ? "" : "; it kept waiting " + waited());
    }

    /** Who waited, in words: {@code 12 calls of hello and 1 of meter}. */
    public String waited() {
        List<String> each = new ArrayList<>();
        for (Victim victim : victims) {
            String calls = each.isEmpty() ? victim.calls() == 1 ? " call of " : " calls of " : " of ";
            each.add(victim.calls() + calls + victim.applet());
        }
        int last = each.size() - 1;
        return last < 1 ? String.join("", each) : String.join(", ", each.subList(0, last)) + " and " + each.get(last);
    }
}
