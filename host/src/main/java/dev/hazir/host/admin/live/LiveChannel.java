package dev.hazir.host.admin.live;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.host.admin.live.LiveSource.Look;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page that is open somewhere: it is made once a second on a worker while somebody looks, less often when that takes long,
 * and each viewer gets what has changed for it. Safe for use by several threads.
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
    private volatile boolean failing;
    private volatile Duration period = PERIOD;
    private Registration next = () -> {};

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
        synchronized (this) {
            long has = state.numberOf(stream.lastEventId().orElse(null));
            LiveViewer viewer = new LiveViewer(stream, signIn, has);
            viewers.add(viewer);
            stream.onEnd(() -> leave(viewer));
            stream.onWritable(() -> offer(viewer));
            if (ticking) {
                viewer.offer(state);
                return;
            }
            ticking = true;
        }
        tickOnWorker();
    }

    /** The whole page once; on a worker. */
    Whole now() {
        @Nullable Look look = look();
        synchronized (this) {
            state.take(look);
            return new Whole(state.partials(), state.shape());
        }
    }

    synchronized boolean watched() {
        return !viewers.isEmpty();
    }

    synchronized void end() {
        next.close();
        List.copyOf(viewers).forEach(viewer -> viewer.end("host"));
    }

    /** When the workers have no room the look is taken a little later; a host that stops has none any more. */
    private void tickOnWorker() {
        try {
            around.workers().execute(this::tick);
        } catch (RejectedExecutionException e) {
            log.debug("The workers have no room to look at {}.", page, e);
            later();
        } catch (IllegalStateException e) {
            log.debug("Nobody looks at {} any more.", page, e);
        }
    }

    private synchronized void later() {
        next = around.time().after(period, Runnable::run, this::tickOnWorker);
    }

    private void tick() {
        long began = around.time().nanoTime();
        @Nullable Look look = look();
        period = periodFor(Duration.ofNanos(around.time().nanoTime() - began));
        synchronized (this) {
            state.take(look);
            for (LiveViewer viewer : List.copyOf(viewers)) {
                if (around.signedIn().test(viewer.signIn())) {
                    viewer.offer(state);
                } else {
                    viewers.remove(viewer);
                    viewer.end("over");
                }
            }
            ticking = !viewers.isEmpty();
            if (ticking) {
                later();
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

    private synchronized void offer(LiveViewer viewer) {
        viewer.offer(state);
    }

    private synchronized void leave(LiveViewer viewer) {
        viewers.remove(viewer);
    }
}
