package dev.hazir.host.servlet;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the saved sessions of one applet follow those in memory: what has changed is written together with all other
 * changes of the same second, on a worker and never on the thread of a request. What nobody holds any more is deleted.
 */
final class SessionWriter {

    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(30);

    private final String applet;
    private final SessionFiles files;
    private final Map<String, HostSessionCache> holders;
    private final HostTime time;
    private final Workers workers;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    // Not a monitor: whoever writes waits for the disk, which would keep the carrier of a virtual thread.
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Registration timer = () -> {};
    private volatile boolean failing;

    /**
     * A writer.
     *
     * @param holders which deployment holds a session now
     */
    SessionWriter(
            String applet, SessionFiles files, Map<String, HostSessionCache> holders, HostTime time, Workers workers) {
        this.applet = applet;
        this.files = files;
        this.holders = holders;
        this.time = time;
        this.workers = workers;
    }

    /** Notes that a session has changed or ended. Any thread. */
    void changed(String id) {
        changed.add(id);
        schedule(DELAY);
    }

    /** Whether what is on disk of a session is out of date. */
    boolean outdated(String id) {
        return changed.contains(id);
    }

    /** Writes a session now, before its deployment ends; returns whether it is on disk. */
    boolean write(String id, HostSessionCache holder) {
        writing.lock();
        try {
            FrozenSession frozen = holder.lastSnapshot(id);
            if (frozen == null) {
                return false;
            }
            files.write(frozen);
            changed.remove(id);
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        } finally {
            writing.unlock();
        }
    }

    /** Writes everything that has changed. */
    void writeAll() {
        scheduled.set(false);
        boolean complete = true;
        for (String id : List.copyOf(changed)) {
            complete &= follow(id);
        }
        if (complete && failing) {
            failing = false;
            log.info("The sessions of {} can be saved again.", applet);
        }
        if (!changed.isEmpty()) {
            schedule(complete ? DELAY : AGAIN_AFTER_FAILURE);
        }
    }

    /** Writes what is left and ends. */
    void close() {
        timer.close();
        writeAll();
        timer.close();
    }

    private void schedule(Duration delay) {
        if (scheduled.compareAndSet(false, true)) {
            timer = time.after(delay, workers::resume, this::writeAll);
        }
    }

    private boolean follow(String id) {
        writing.lock();
        try {
            HostSessionCache holder = holders.get(id);
            if (holder == null) {
                // Noted as changed until the file is gone, so that nobody takes it for a session.
                files.delete(id);
                changed.remove(id);
            } else if (holder.has(id)) {
                changed.remove(id);
                FrozenSession frozen = holder.snapshot(id);
                if (frozen != null) {
                    files.write(frozen);
                }
            }
            return true;
        } catch (IOException e) {
            changed.add(id);
            failed(e);
            return false;
        } finally {
            writing.unlock();
        }
    }

    private void failed(IOException cause) {
        if (!failing) {
            failing = true;
            log.error(
                    "The sessions of {} cannot be saved: {}. They live on in memory, and are lost if the host stops now."
                            + " Make room on the disk of {}, which only the host's user may write to.",
                    applet,
                    cause.toString(),
                    files);
        }
    }
}
