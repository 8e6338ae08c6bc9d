package dev.hazir.host.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A call that has been running for long, as the watch sees it. Used by the watch's thread alone. */
final class BlockedCall {

    private static final Pattern DEPLOYMENT = Pattern.compile("([a-z][a-z0-9-]{1,31})@(.+)");
    private static final List<String> MACHINERY =
            List.of("java.", "jdk.", "sun.", "io.netty.", "dev.hazir.host.guest.");

    /** Below this share of the time that passed, a thread that could run did not get to. */
    private static final double STARVED = 0.05;

    private final Running call;
    private final LoopThread thread;
    private final Victims victims = new Victims();
    private final Instant began;
    private final List<BlockReport.Sample> samples = new ArrayList<>(3);
    private int waiting;
    private boolean told;
    private boolean waits;
    private long firstLook;
    private long lastLook;
    private long firstProcessorTime;
    private long lastProcessorTime;
    private @Nullable StackTraceElement guestFrame;
    private @Nullable StackTraceElement calledFrame;
    private String holder = "";

    BlockedCall(Running call, LoopThread thread, Instant began) {
        this.call = call;
        this.thread = thread;
        this.began = began;
    }

    Running call() {
        return call;
    }

    int sampleCount() {
        return samples.size();
    }

    /** Whether it was told of while it was running; the first question says no. */
    boolean toldBefore() {
        boolean before = told;
        told = true;
        return before;
    }

    boolean told() {
        return told;
    }

    Victims victims() {
        return victims;
    }

    /**
     * Notes how much of the processors the thread has had, and whether it waits by itself.
     *
     * @param processorTime in nanoseconds, or -1 where the JVM does not tell
     */
    void look(long now, long processorTime) {
        if (samples.size() == 1 && firstLook == 0) {
            firstLook = now;
            firstProcessorTime = processorTime;
        }
        lastLook = now;
        lastProcessorTime = processorTime;
        waits |= thread.getState() != Thread.State.RUNNABLE;
    }

    /**
     * Notes what the thread does.
     *
     * @param lockHolder who holds the lock it waits for, or empty
     */
    void sample(StackTraceElement[] stack, String lockHolder, long now, int tasksWaiting) {
        holder = lockHolder.isEmpty() ? holder : lockHolder;
        waits |= stack.length > 0 && stack[0].isNativeMethod();
        samples.add(new BlockReport.Sample(Duration.ofNanos(call.nanos(now)), List.of(stack)));
        waiting = Math.max(waiting, tasksWaiting);
        int guest = guestIndex(stack);
        if (guest >= 0) {
            guestFrame = stack[guest];
            calledFrame = guest == 0 ? null : stack[guest - 1];
        }
    }

    BlockReport report(long now, boolean running) {
        StackTraceElement frame = guestFrame;
        StackTraceElement called = calledFrame;
        Matcher deployment = DEPLOYMENT.matcher(
                frame == null || frame.getClassLoaderName() == null ? "" : frame.getClassLoaderName());
        boolean named = deployment.matches();
        return new BlockReport(
                named ? deployment.group(1) : call.guest().id(),
                named ? deployment.group(2) : call.guest().info().version(),
                thread.getName(),
                Duration.ofNanos(running ? call.nanos(now) : call.nanosAtEnd(now)),
                running,
                frame == null ? "an unknown line" : frame.getFileName() + ":" + frame.getLineNumber(),
                frame == null ? "unknown" : name(frame),
                called == null ? "" : name(called),
                holder,
                call.trigger().toString(),
                call.trigger().handler(),
                starved(),
                waiting,
                running ? List.of() : victims.list(),
                began,
                List.copyOf(samples));
    }

    private boolean starved() {
        long passed = lastLook - firstLook;
        return !waits
                && firstProcessorTime >= 0
                && passed > 0
                && lastProcessorTime - firstProcessorTime < STARVED * passed;
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** The first frame of a deployment's class loader; without one the first that is not machinery. */
    static int guestIndex(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            String loader = stack[i].getClassLoaderName();
            if (loader != null && DEPLOYMENT.matcher(loader).matches()) {
                return i;
            }
        }
        for (int i = 0; i < stack.length; i++) {
            String type = stack[i].getClassName();
            if (MACHINERY.stream().noneMatch(type::startsWith)) {
                return i;
            }
        }
        return -1;
    }
}
