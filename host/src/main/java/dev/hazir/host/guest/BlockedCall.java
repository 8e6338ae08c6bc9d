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

    private final Running call;
    private final String thread;
    private final Instant began;
    private final List<BlockReport.Sample> samples = new ArrayList<>(3);
    private int waiting;
    private boolean told;
    private @Nullable StackTraceElement guestFrame;
    private @Nullable StackTraceElement calledFrame;

    BlockedCall(Running call, String thread, Instant began) {
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

    void sample(StackTraceElement[] stack, long now, int tasksWaiting) {
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
                thread,
                Duration.ofNanos(running ? call.nanos(now) : call.nanosAtEnd(now)),
                running,
                frame == null ? "an unknown line" : frame.getFileName() + ":" + frame.getLineNumber(),
                frame == null ? "unknown" : name(frame),
                called == null ? "" : name(called),
                call.trigger().toString(),
                waiting,
                began,
                List.copyOf(samples));
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** The first frame of a deployment's class loader; without one the first that is not machinery. */
    private static int guestIndex(StackTraceElement[] stack) {
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
