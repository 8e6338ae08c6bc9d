package dev.hazir.host.servlet;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one applet, whichever of its deployments has them: who holds which, which deployment answers a request,
 * what is saved on disk. A session is held by one deployment at a time.
 */
final class AppletSessions {

    private static final Logger log = LoggerFactory.getLogger(AppletSessions.class);
    private static final long SWEEP_EVERY = Duration.ofHours(1).toNanos();

    private final String applet;
    private final HostTime time;
    private final SessionFiles files;
    private final SessionWriter writer;
    private final Map<String, HostSessionCache> holders = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile List<HostSessionCache> deployments = List.of();
    private volatile @Nullable HostSessionCache live;
    private volatile long swept;

    AppletSessions(String applet, Path directory, HostTime time, Workers workers) {
        this.applet = applet;
        this.time = time;
        this.files = new SessionFiles(directory);
        this.writer = new SessionWriter(applet, files, holders, time, workers);
        this.swept = time.nanoTime() - SWEEP_EVERY;
        try {
            files.sweep();
        } catch (IOException e) {
            log.warn("Leftovers in {} cannot be deleted: {}", files, e.toString());
        }
    }

    HostTime time() {
        return time;
    }

    /** The number of a further deployment. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    synchronized void join(HostSessionCache deployment) {
        deployments = Stream.concat(deployments.stream(), Stream.of(deployment)).toList();
    }

    /** Requests come to this deployment from now on; sessions of earlier ones go over to it. */
    void live(HostSessionCache deployment) {
        live = deployment;
        for (HostSessionCache earlier : deployments) {
            if (earlier != deployment) {
                earlier.offerAgain();
            }
        }
    }

    /** Forgets a deployment that holds nothing any more; returns whether none is left. */
    synchronized boolean leave(HostSessionCache deployment) {
        deployments = deployments.stream().filter(other -> other != deployment).toList();
        if (live == deployment) {
            live = null;
            deployments.forEach(HostSessionCache::leaveNoMore);
        }
        if (deployments.isEmpty()) {
            writer.close();
        }
        return deployments.isEmpty();
    }

    /** Whether there is but one deployment, so that requests need no look at whose session they have. */
    boolean alone() {
        return deployments.size() <= 1;
    }

    /** The deployment that sessions of this one go over to, or null. */
    @Nullable
    HostSessionCache successor(HostSessionCache deployment) {
        HostSessionCache other = live;
        return other != null && other.place().number() > deployment.place().number() ? other : null;
    }

    /**
     * The deployment that answers a request which came to {@code asked}: the one that has its session. A session of an
     * earlier deployment goes over first if it can. Waits a moment while other requests use it; on a worker.
     */
    WebApp serverOf(List<String> ids, HostSessionCache asked) throws InterruptedException {
        for (String id : ids) {
            HostSessionCache holder = holders.get(id);
            while (holder != null && holder.place().number() < asked.place().number()) {
                HostSessionCache.Passage passage = holder.giveSoon(id, asked);
                HostSessionCache after = holders.get(id);
                if (passage != HostSessionCache.Passage.GONE || after == holder) {
                    break;
                }
                holder = after;
            }
            if (holder != null) {
                return holder.place().app();
            }
        }
        return asked.place().app();
    }

    /** Gives a session to the deployment that is live, if that is a later one. */
    void offer(String id, HostSessionCache holder) {
        HostSessionCache other = successor(holder);
        if (other != null) {
            holder.give(id, other);
        }
    }

    void hold(String id, HostSessionCache holder) {
        holders.put(id, holder);
    }

    void forgo(String id, HostSessionCache holder) {
        holders.remove(id, holder);
    }

    /** Whether another deployment has a session. */
    boolean elsewhere(String id, HostSessionCache deployment) {
        HostSessionCache holder = holders.get(id);
        return holder != null && holder != deployment;
    }

    /** A saved session that nobody holds, which the deployment holds from now on; or null. */
    @Nullable
    FrozenSession load(String id, HostSessionCache deployment) {
        if (holders.putIfAbsent(id, deployment) != null) {
            return null;
        }
        FrozenSession saved = null;
        try {
            saved = writer.outdated(id) ? null : files.read(id);
        } catch (IOException e) {
            log.error("The saved sessions of {} cannot be read: {}", applet, e.toString());
        }
        if (saved == null) {
            forgo(id, deployment);
        }
        return saved;
    }

    /** Notes that a session has changed or ended, so that what is saved of it changes too. */
    void changed(String id) {
        writer.changed(id);
    }

    /** Writes a session to disk at once. */
    boolean save(String id, HostSessionCache holder) {
        return writer.write(id, holder);
    }

    /** The ids of saved sessions that expired without being held by anybody. Looks through the disk once an hour. */
    Set<String> expiredOnDisk(long millis, HostSessionCache deployment) {
        if (live != deployment || time.nanoTime() - swept < SWEEP_EVERY) {
            return Set.of();
        }
        swept = time.nanoTime();
        try {
            return files.expiredAt(millis).stream()
                    .filter(id -> !holders.containsKey(id))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            log.error("The saved sessions of {} cannot be read: {}", applet, e.toString());
            return Set.of();
        }
    }
}
