package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was given to it, newest first, and never stops at a failure. What is added after the end is closed at
 * once. Safe for use by several threads.
 */
public final class Closer implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** Adds something to close and returns it. */
    public <C extends AutoCloseable> C add(C resource) {
        synchronized (open) {
            if (!closed) {
                open.push(resource);
                return resource;
            }
        }
        closeQuietly(resource);
        return resource;
    }

    /** Adds something to close that can also be withdrawn alone: closing the registration closes it now. */
    public Registration register(AutoCloseable resource) {
        Entry entry = new Entry(resource);
        add(entry);
        return entry;
    }

    public boolean closed() {
        synchronized (open) {
            return closed;
        }
    }

    /**
     * Closes everything, newest first.
     *
     * @throws Exception the first failure, with the others suppressed in it
     */
    @Override
    public void close() throws Exception {
        Exception failure = null;
        for (AutoCloseable next = take(); next != null; next = take()) {
            try {
                next.close();
            } catch (Exception e) {
                failure = suppress(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable AutoCloseable take() {
        synchronized (open) {
            closed = true;
            return open.poll();
        }
    }

    private static Exception suppress(@Nullable Exception first, Exception next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("closed too late, and closing it failed: " + resource, e);
        }
    }

    private final class Entry implements Registration {
        private final AutoCloseable resource;
        private boolean done;

        Entry(AutoCloseable resource) {
            this.resource = resource;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (done) {
                    return;
                }
                done = true;
            }
            synchronized (open) {
                open.remove(this);
            }
            try {
                resource.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("closing failed: " + resource, e);
            }
        }
    }
}
