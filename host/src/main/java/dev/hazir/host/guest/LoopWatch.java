package dev.hazir.host.guest;

import dev.hazir.applet.Registration;
import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Notices guest code that keeps an event loop from its other work, and names the line. It makes the loops' threads, and
 * its own thread looks at what they run. Under a debugger it only counts: a breakpoint blocks as well.
 */
public final class LoopWatch implements ThreadFactory, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoopWatch.class);
    private static final int REMEMBERED = 100;
    private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

    private final WatchLimits limits;
    private final boolean debugged;
    private final AtomicInteger number = new AtomicInteger();
    private final List<LoopThread> threads = new CopyOnWriteArrayList<>();
    private final List<LoopLag> lags = new CopyOnWriteArrayList<>();
    private final Map<Thread, LoopLag> lagByThread = new ConcurrentHashMap<>();
    private final List<Consumer<BlockReport>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder blocks = new LongAdder();
    private final Deque<BlockReport> remembered = new ArrayDeque<>();
    private final Map<LoopThread, BlockedCall> open = new HashMap<>();
    private final Map<String, Long> logged = new HashMap<>();
    private final Thread sampler;
    private volatile boolean closed;
    private volatile List<BlockReport> blockedNow = List.of();

    public LoopWatch(WatchLimits limits) {
        this(limits, debuggerAttached());
    }

    LoopWatch(WatchLimits limits, boolean debugged) {
        this.limits = limits;
        this.debugged = debugged;
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
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The last reports on calls that have ended, newest first. */
    public List<BlockReport> reports() {
        synchronized (remembered) {
            return List.copyOf(remembered);
        }
    }

    /** The loops that are blocked now. */
    public List<BlockReport> blockedNow() {
        return blockedNow;
    }

    /** How many calls took too long since the start. */
    public long blocks() {
        return blocks.sum();
    }

    /** How each measured loop keeps up. */
    public List<LoopState> loops() {
        return lags.stream().map(LoopLag::state).toList();
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
            ended(blocked, now);
            blocked = null;
        }
        if (blocked == null) {
            Running slow = slow(innermost, now);
            if (slow == null) {
                return;
            }
            slow.observe();
            blocked = new BlockedCall(slow, thread.getName(), Instant.now().minusNanos(slow.nanos(now)));
            if (!sample(blocked, thread, now)) {
                return;
            }
            open.put(thread, blocked);
            blocks.increment();
        } else if (blocked.call().nanos(now) >= dueAt(blocked.sampleCount())) {
            sample(blocked, thread, now);
        }
        if (blocked.call().nanos(now) >= limits.problem().toNanos() && !debugged && !blocked.toldBefore()) {
            BlockReport report = blocked.report(now, true);
            write(report);
            tell(report);
        }
    }

    /** Takes the stack; says no if the call ended meanwhile, so that the stack tells nothing. */
    private boolean sample(BlockedCall blocked, LoopThread thread, long now) {
        StackTraceElement[] stack = thread.getStackTrace();
        if (!underWay(blocked.call(), thread.running())) {
            return false;
        }
        LoopLag lag = lagByThread.get(thread);
        blocked.sample(stack, now, lag == null ? 0 : lag.waiting());
        return true;
    }

    private void ended(BlockedCall blocked, long now) {
        BlockReport report = blocked.report(now, false);
        if (debugged) {
            return;
        }
        synchronized (remembered) {
            remembered.addFirst(report);
            if (remembered.size() > REMEMBERED) {
                remembered.removeLast();
            }
        }
        if (report.duration().compareTo(limits.log()) >= 0 && (blocked.told() || mayLog(report, now))) {
            write(report);
        }
        tell(report);
    }

    private boolean mayLog(BlockReport report, long now) {
        logged.values().removeIf(time -> now - time > LOG_PAUSE.toNanos());
        return logged.putIfAbsent(report.applet() + " " + report.location(), now) == null;
    }

    private void tell(BlockReport report) {
        for (Consumer<BlockReport> listener : listeners) {
            try {
                listener.accept(report);
            } catch (RuntimeException e) {
                log.error("a listener of the loop watch failed", e);
            }
        }
    }

    private static void write(BlockReport report) {
        MDC.put(Guest.LOG_KEY, report.applet());
        try {
            log.warn("{}", report);
        } finally {
            MDC.remove(Guest.LOG_KEY);
        }
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
