package dev.hazir.host.admin.live;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.host.admin.live.LiveSource.Look;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page that is open somewhere: it is made once a second on a worker while somebody looks, less often when that takes long,
 * and each viewer gets what has changed for it. Safe for use by several threads; event loops only leave word of what happens
 * to their streams and never wait for the lock, which workers hold while all viewers are served.
 */
final class LiveChannel {

    static final Duration PERIOD = Duration.ofSeconds(1);

    /** Two of these without news are told, and browsers call a page old after five seconds. */
    static final Duration LONGEST_PERIOD = Duration.ofSeconds(2);

    /** A page may take this part of a processor. */
    private static final int SHARE = 100;

    private static final Logger log = LoggerFactory.getLogger(LiveChannel.class);

    private final String page;
    private final Role role;
    private final Surroundings around;
    private final LiveState state;
    private final List<LiveViewer> viewers = new ArrayList<>();
    private boolean ticking;

    /** What happened to streams and is not yet taken note of. */
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean called = new AtomicBoolean();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean failing;
    private volatile boolean ended;
    private volatile Duration period = PERIOD;
    private volatile Registration next = () -> {};

    /**
     * What all channels share.
     *
     * @param workers where pages are made
     * @param signedIn whether a sign-in goes on
     */
    record Surroundings(LiveSource source, HostTime time, Executor workers, Predicate<String> signedIn) {}

    /**
     * Which page it is, and for whom: what a page shows depends on the role alone.
     *
     * @param page its path below {@code /admin}, with its query
     */
    record Key(String page, Role role) {}

    /** All values of a page, and what it consists of. */
    record Whole(String partials, String shape) {}

    /** @param era tells states of this channel from those that others counted */
    LiveChannel(Key key, String era, Surroundings around) {
        this.page = key.page();
        this.role = key.role();
        this.around = around;
        this.state = new LiveState(era);
    }

    /** Takes a viewer in; it gets what it lacks with the next look, which is at once for the first one. */
    void join(EventStream stream, String signIn) {
        LiveViewer viewer = new LiveViewer(stream, signIn);
        streams.incrementAndGet();
        tell(() -> admit(viewer));
        stream.onEnd(() -> {
            streams.decrementAndGet();
            tell(() -> viewers.remove(viewer));
        });
        stream.onWritable(() -> tell(() -> viewer.offer(state)));
    }

    /** The whole page once; on a worker. */
    Whole now() {
        @Nullable Look look = look();
        synchronized (this) {
            state.take(look);
            return new Whole(state.partials(), state.shape());
        }
    }

    boolean watched() {
        return streams.get() > 0;
    }

    synchronized void end() {
        ended = true;
        next.close();
        takeNote();
        viewers.forEach(viewer -> viewer.end("host"));
        viewers.clear();
    }

    private void tell(Runnable what) {
        news.add(what);
        if (!called.getAndSet(true)) {
            onWorker(this::listen);
        }
    }

    private void listen() {
        called.set(false);
        boolean first;
        synchronized (this) {
            takeNote();
            first = !ticking && !viewers.isEmpty() && !ended;
            ticking |= first;
        }
        if (first) {
            tick();
        }
    }

    /** Holding the lock. */
    private void takeNote() {
        for (@Nullable Runnable what = news.poll(); what != null; what = news.poll()) {
            what.run();
        }
    }

    private void admit(LiveViewer viewer) {
        if (ended) {
            viewer.end("host");
            return;
        }
        viewer.begin(state);
        viewers.add(viewer);
        if (ticking) {
            viewer.offer(state);
        }
    }

    /** When the workers have no room it is tried a little later; a host that stops has none any more. */
    private void onWorker(Runnable work) {
        try {
            around.workers().execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("The workers have no room to look at {}.", page, e);
            later(work);
        } catch (IllegalStateException e) {
            log.debug("Nobody looks at {} any more.", page, e);
        }
    }

    private Registration later(Runnable work) {
        return around.time().after(period, Runnable::run, () -> onWorker(work));
    }

    private void tick() {
        if (ended) {
            return;
        }
        long began = around.time().nanoTime();
        @Nullable Look look = look();
        period = periodFor(Duration.ofNanos(around.time().nanoTime() - began));
        synchronized (this) {
            takeNote();
            state.take(look);
            for (LiveViewer viewer : List.copyOf(viewers)) {
                if (around.signedIn().test(viewer.signIn())) {
                    viewer.offer(state);
                } else {
                    viewers.remove(viewer);
                    viewer.end("over");
                }
            }
            ticking = !viewers.isEmpty() && !ended;
            if (ticking) {
                next = later(this::tick);
            }
        }
    }

    /** How long to wait after a look that has taken so long. */
    static Duration periodFor(Duration took) {
        Duration wanted = took.multipliedBy(SHARE);
        if (wanted.compareTo(PERIOD) < 0) {
            return PERIOD;
        }
        return wanted.compareTo(LONGEST_PERIOD) > 0 ? LONGEST_PERIOD : wanted;
    }

    private @Nullable Look look() {
        try {
            @Nullable Look look = around.source().look(page, role).orElse(null);
            failing = false;
            return look;
        } catch (Exception e) {
            if (!failing) {
                log.warn("{} could not be kept up to date", page, e);
            }
            failing = true;
            return null;
        }
    }
}
