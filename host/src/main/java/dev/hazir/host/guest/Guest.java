package dev.hazir.host.guest;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.lifecycle.Once;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

/**
 * One deployment as the host calls it. Every call into guest code goes through {@link #call} or {@link #run}, which set
 * the context class loader and the applet id for logs, tell the loop watch, and let nothing escape.
 */
public final class Guest {

    /** The key of the applet id in the logging context. */
    public static final String LOG_KEY = "applet";

    private static final String OWN_LOOP = "its timers and tasks";
    private static final Logger log = LoggerFactory.getLogger(Guest.class);

    private final AppletInfo info;
    private final ClassLoader loader;
    private final EventLoop loop;
    private final Executor workers;
    private final Once<JsonMapper> json;
    private final LongAdder faults = new LongAdder();
    private final Faults remembered;
    private final Turn turn;
    private volatile Map<String, String> moved = Map.of();

    /**
     * A deployment.
     *
     * @param loop the applet's own event loop
     * @param workers where its blocking work runs
     */
    public Guest(AppletInfo info, ClassLoader loader, EventLoop loop, Executor workers) {
        this(info, loader, loop, workers, new Faults(Clock.systemUTC()));
    }

    /**
     * The same with a place where its failed calls are remembered.
     *
     * @param remembered is told of each
     */
    public Guest(AppletInfo info, ClassLoader loader, EventLoop loop, Executor workers, Faults remembered) {
        this.remembered = remembered;
        this.info = info;
        this.loader = loader;
        this.loop = loop;
        this.workers = workers;
        this.json = new Once<>(() -> GuestJson.mapper(loader));
        this.turn = new Turn(this, OWN_LOOP, loop);
    }

    public AppletInfo info() {
        return info;
    }

    public String id() {
        return info.id();
    }

    public ClassLoader loader() {
        return loader;
    }

    /** The applet's own event loop. */
    public EventLoop loop() {
        return loop;
    }

    /** Where its timers, tasks and subscriptions run, one after the other: on its own event loop, unless they were moved. */
    public Turn turn() {
        return turn;
    }

    /**
     * Whether a handler was moved to worker threads because it kept event loops waiting.
     *
     * @param handler as in {@link Trigger#handler}
     */
    public boolean moved(String handler) {
        Map<String, String> now = moved;
        return !now.isEmpty() && now.containsKey(handler);
    }

    /** Why a handler was moved, for people; empty when it was not. */
    public String whyMoved(String handler) {
        return moved.getOrDefault(handler, "");
    }

    /** Lets a handler run on worker threads from its next call on. Returns false when it does already. */
    public synchronized boolean move(String handler, String why) {
        if (moved.containsKey(handler)) {
            return false;
        }
        Map<String, String> more = new HashMap<>(moved);
        more.put(handler, why);
        moved = Map.copyOf(more);
        return true;
    }

    /** Where the applet's blocking work runs. */
    public Executor workers() {
        return workers;
    }

    /** JSON for this deployment alone: its caches end with it. */
    public JsonMapper json() {
        return json.get();
    }

    /** How many calls have failed. */
    public long faults() {
        return faults.sum();
    }

    /**
     * Calls guest code on the current thread.
     *
     * @throws Exception what the guest threw; an {@link Error} comes wrapped in {@link GuestError}
     */
    public <T extends @Nullable Object> T call(Trigger trigger, Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader contextBefore = thread.getContextClassLoader();
        String appletBefore = MDC.get(LOG_KEY);
        LoopThread loopThread = thread instanceof LoopThread own ? own : null;
        Running running = loopThread == null ? null : loopThread.begin(this, trigger);
        thread.setContextClassLoader(loader);
        MDC.put(LOG_KEY, info.id());
        try {
            return work.call();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new GuestError(e);
        } finally {
            if (appletBefore == null) {
                MDC.remove(LOG_KEY);
            } else {
                MDC.put(LOG_KEY, appletBefore);
            }
            thread.setContextClassLoader(contextBefore);
            if (loopThread != null && running != null) {
                loopThread.end(running);
            }
        }
    }

    /** Calls guest code on the current thread; a failure is counted and logged. Returns whether it succeeded. */
    public boolean run(Trigger trigger, GuestTask task) {
        try {
            call(trigger, () -> {
                task.run();
                return Boolean.TRUE;
            });
            return true;
        } catch (Exception e) {
            fault(trigger, e);
            return false;
        }
    }

    /** Runs guest code soon, in turn with the timers and tasks of the applet. */
    public void onLoop(Trigger trigger, GuestTask task) {
        Trigger own = trigger.in(OWN_LOOP);
        turn.execute(() -> run(own, task));
    }

    /** Counts and logs a failure of guest code. */
    public void fault(Trigger trigger, Throwable failure) {
        faults.increment();
        remembered.note(info, trigger, failure);
        String before = MDC.get(LOG_KEY);
        MDC.put(LOG_KEY, info.id());
        try {
            log.error("{} failed in {}", trigger, info, failure);
        } finally {
            if (before == null) {
                MDC.remove(LOG_KEY);
            } else {
                MDC.put(LOG_KEY, before);
            }
        }
    }

    @Override
    public String toString() {
        return info.toString();
    }
}
