package dev.hazir.testkit;

import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One deployment of the applet under test, for one test method: made before it, removed and checked after it. */
final class Deployed implements AutoCloseable {

    /** Applets are reached by their id, so that only one of an id can be there at a time. */
    private static final ReentrantLock turn = new ReentrantLock();

    private final SharedHost shared;
    private final List<LeakCheck> leaks = new ArrayList<>();
    private final Timeline timeline = new Timeline();
    private final TestLog log;
    private final LoopGuard guard;
    private final TestHost host;
    private AppletJar jar;

    private Deployed(SharedHost shared, AppletJar jar, Map<String, String> settings) throws Exception {
        this.shared = shared;
        this.jar = jar;
        this.log = new TestLog(jar.id(), timeline);
        log.open();
        this.guard = new LoopGuard(jar.id(), shared.watch(), timeline);
        try {
            leaks.add(new LeakCheck(shared.deploy(jar, settings)));
        } catch (Exception | AssertionError e) {
            guard.close();
            log.close();
            throw e;
        }
        timeline.add("host", jar.id() + " is live");
        this.host = new TestHost(shared, jar.id(), new TestHost.Told(timeline, log), this::upgrade, this::save);
    }

    static Deployed deploy(SharedHost shared, AppletJar jar, Map<String, String> settings) throws Exception {
        turn.lock();
        try {
            return new Deployed(shared, jar, settings);
        } catch (Exception | AssertionError e) {
            turn.unlock();
            throw e;
        }
    }

    TestHost host() {
        return host;
    }

    private void upgrade(AppletJar.Change change) {
        try {
            AppletJar next = change.of(jar);
            timeline.add("host", "upgrade from " + jar.version() + " to " + next.version());
            leaks.add(new LeakCheck(shared.upgrade(next)));
            jar = next;
            timeline.add("host", jar.id() + " " + jar.version() + " is live");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeline.failure("the test was interrupted while " + jar.id() + " was being upgraded");
        }
    }

    private SavedSettings save(Map<String, String> settings) {
        try {
            Operation.View end = shared.save(jar.id(), settings);
            timeline.add("host", "settings " + settings.keySet() + ": " + end.message());
            if (end.result().startsWith("restart")) {
                leaks.add(new LeakCheck(shared.loader(jar.id())));
            }
            return new SavedSettings(timeline, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeline.failure("the test was interrupted while settings of " + jar.id() + " were being saved");
        }
    }

    /** Removes the applet and fails if it misbehaved. */
    @Override
    public void close() throws Exception {
        Failures failures = new Failures();
        try {
            failures.check(() -> shared.remove(jar.id()));
            failures.check(log::expectNoErrors);
            for (LeakCheck leak : leaks) {
                failures.check(() -> leak.expectCollected(timeline));
            }
            // Last: the watch tells of a blocked loop a moment after the call has ended.
            failures.check(guard::expectFree);
        } finally {
            guard.close();
            log.close();
            turn.unlock();
        }
        failures.rethrow();
    }

    private static final class Failures {
        private @Nullable Throwable first;

        void check(Check check) {
            try {
                check.run();
            } catch (Exception | AssertionError e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }

        void rethrow() throws Exception {
            if (first instanceof Exception exception) {
                throw exception;
            }
            if (first instanceof Error error) {
                throw error;
            }
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }
}
