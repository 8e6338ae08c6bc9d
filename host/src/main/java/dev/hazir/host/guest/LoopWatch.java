package dev.hazir.host.guest;

import dev.hazir.applet.Registration;
import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices guest code that keeps an event loop from its other work, and names the line. It makes the loops' threads, and
 * its own thread looks at what they run. Under a debugger it only counts: a breakpoint blocks as well.
 */
public final class LoopWatch implements ThreadFactory, AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final WatchLimits limits;
    private final boolean debugged;
    private final AtomicInteger number = new AtomicInteger();
    private final List<LoopThread> threads = new CopyOnWriteArrayList<>();
    private final List<LoopLag> lags = new CopyOnWriteArrayList<>();
    private final Map<Thread, LoopLag> lagByThread = new ConcurrentHashMap<>();
    private final LongAdder blocks = new LongAdder();
    private final BlockReports reports;
    private final Map<LoopThread, BlockedCall> open = new HashMap<>();
    private final Queue<Runnable> caughtUp = new ConcurrentLinkedQueue<>();
    private final Thread sampler;
    private volatile boolean closed;
    private volatile List<BlockReport> blockedNow = List.of();

    public LoopWatch(WatchLimits limits) {
        this(limits, debuggerAttached());
    }

    LoopWatch(WatchLimits limits, boolean debugged) {
        this.limits = limits;
        this.debugged = debugged;
        this.reports = new BlockReports(limits.log());
        this.sampler = new Thread(null, this::look, "hazir-loop-watch", 0, false);
        sampler.setDaemon(true);
    }

    /** Begins to look. */
    public LoopWatch start() {
        sampler.start();
        return this;
    }

    /** Makes the thread of an event loop. */
    @Override
    public Thread newThread(Runnable task) {
        LoopThread thread = new LoopThread(task, "loop-" + number.incrementAndGet());
        threads.add(thread);
        return thread;
    }

    /**
     * Measures the lag of event loops whose threads were made here, such as an {@code EventLoopGroup}. It also starts their
     * threads: one that guest code happened to start would keep that guest's classes for ever.
     */
    public void measure(Iterable<EventExecutor> loops) {
        for (EventExecutor loop : loops) {
            loop.execute(() -> {
                LoopLag lag = new LoopLag(loop, Thread.currentThread().getName());
                lagByThread.put(Thread.currentThread(), lag);
                lags.add(lag);
            });
        }
    }

    /**
     * Tells of every blocked loop: when the call has ended, and before that once when it has become a problem. Called on
     * the watch's thread; must not block. Nothing is told under a debugger.
     */
    public Registration listen(Consumer<BlockReport> listener) {
        return reports.listen(listener);
    }

    /** The last reports on calls that have ended, newest first. */
    public List<BlockReport> reports() {
        return reports.remembered();
    }

    /** The loops that are blocked now. */
    public List<BlockReport> blockedNow() {
        return blockedNow;
    }

    /** The newest report on a line of an applet, as {@link BlockReport#location} names it. */
    public Optional<BlockReport> newest(String applet, String location) {
        return Stream.concat(blockedNow.stream(), reports().stream())
                .filter(report ->
                        report.applet().equals(applet) && report.location().equals(location))
                .findFirst();
    }

    /** How many calls took too long since the start. */
    public long blocks() {
        return blocks.sum();
    }

    /** How each measured loop keeps up. */
    public List<LoopState> loops() {
        return lags.stream().map(LoopLag::state).toList();
    }

    /** The longest that a task has waited for each measured loop since this was asked last; for one who asks. */
    public Map<String, Duration> peaks() {
        return lags.stream().collect(Collectors.toMap(LoopLag::name, LoopLag::peak));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sampler);
    }

    private void look() {
        long nextLag = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            if (now - nextLag >= 0) {
                nextLag = now + limits.lag().toNanos();
                lags.forEach(LoopLag::measure);
                threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            }
            for (LoopThread thread : threads) {
                lookAt(thread, now);
            }
            for (Runnable report = caughtUp.poll(); report != null; report = caughtUp.poll()) {
                report.run();
            }
            if (!open.isEmpty() || !blockedNow.isEmpty()) {
                blockedNow = open.values().stream()
                        .map(call -> call.report(System.nanoTime(), true))
                        .toList();
            }
            LockSupport.parkNanos(this, limits.look().toNanos());
        }
    }

    private void lookAt(LoopThread thread, long now) {
        Running innermost = thread.running();
        BlockedCall blocked = open.get(thread);
        if (blocked != null && !underWay(blocked.call(), innermost)) {
            open.remove(thread);
            ended(blocked, thread, now);
            blocked = null;
        }
        if (blocked == null) {
            Running slow = slow(innermost, now);
            if (slow == null) {
                return;
            }
            slow.observe();
            blocked = new BlockedCall(slow, thread, Instant.now().minusNanos(slow.nanos(now)));
            if (!sample(blocked, thread, now)) {
                return;
            }
            open.put(thread, blocked);
            thread.gather(blocked.victims());
            blocks.increment();
        } else if (blocked.call().nanos(now) >= dueAt(blocked.sampleCount())) {
            sample(blocked, thread, now);
        }
        blocked.look(now, processorTime(thread));
        if (blocked.call().nanos(now) >= limits.problem().toNanos() && !debugged && !blocked.toldBefore()) {
            reports.lasts(blocked.report(now, true));
        }
    }

    /** Takes the stack; says no if the call ended meanwhile, so that the stack tells nothing. */
    private boolean sample(BlockedCall blocked, LoopThread thread, long now) {
        StackTraceElement[] stack = thread.getStackTrace();
        String holder = thread.getState() == Thread.State.RUNNABLE ? "" : LockHolder.of(thread);
        if (!underWay(blocked.call(), thread.running())) {
            return false;
        }
        LoopLag lag = lagByThread.get(thread);
        blocked.sample(stack, holder, now, lag == null ? 0 : lag.waiting());
        return true;
    }

    /** Reports on it when the loop has caught up, because only then is it known who has waited. */
    private void ended(BlockedCall blocked, LoopThread thread, long now) {
        Runnable report = () -> {
            if (!open.containsKey(thread)) {
                thread.gather(null);
            }
            if (!debugged) {
                reports.ended(blocked.report(now, false), blocked.told());
            }
        };
        LoopLag lag = lagByThread.get(thread);
        if (lag == null) {
            report.run();
        } else {
            lag.caughtUp(() -> {
                caughtUp.add(report);
                LockSupport.unpark(sampler);
            });
        }
    }

    private static long processorTime(Thread thread) {
        return THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread.getId()) : -1;
    }

    private long dueAt(int samples) {
        return switch (samples) {
            case 0 -> limits.note().toNanos();
            case 1 -> limits.log().toNanos();
            case 2 -> limits.problem().toNanos();
            default -> Long.MAX_VALUE;
        };
    }

    private @Nullable Running slow(@Nullable Running innermost, long now) {
        for (Running call = innermost; call != null; call = call.outer()) {
            if (call.nanos(now) >= limits.note().toNanos()) {
                return call;
            }
        }
        return null;
    }

    private static boolean underWay(Running call, @Nullable Running innermost) {
        for (Running one = innermost; one != null; one = one.outer()) {
            if (one == call) {
                return true;
            }
        }
        return false;
    }

    private static boolean debuggerAttached() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp"));
    }
}
