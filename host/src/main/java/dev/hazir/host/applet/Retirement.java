package dev.hazir.host.applet;

import dev.hazir.applet.Registration;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Closer;
import dev.hazir.host.store.AtomicFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends deployments: lets open requests and connections finish until a deadline, cuts the rest, stops the applet and
 * closes everything it holds, newest first.
 */
final class Retirement {

    private static final Logger log = LoggerFactory.getLogger(Retirement.class);

    /**
     * How long what is open may go on.
     *
     * @param requests open requests
     * @param connections connections of ports; not longer than requests
     */
    record Patience(Duration requests, Duration connections) {

        private static final Duration NOBODY_TO_SERVE = Duration.ofSeconds(3);

        /** For a deployment that is replaced: its connections may go on as long as its requests. */
        static Patience replaced(Duration deadline) {
            return new Patience(deadline, deadline);
        }

        /** For a deployment that just ends: its connections are closed soon. */
        static Patience ended(Duration deadline) {
            return new Patience(deadline, deadline.compareTo(NOBODY_TO_SERVE) < 0 ? deadline : NOBODY_TO_SERVE);
        }
    }

    private final AppletServices services;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    Retirement(AppletServices services) {
        this.services = services;
    }

    /** Drains and unloads a deployment that is no longer in the route table; then {@code after} runs on a worker. */
    void retire(Deployment live, Patience patience, Runnable after) {
        Duration deadline = patience.requests();
        live.state(Deployment.State.DRAINING);
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.add(done);
        done.whenComplete((nothing, failure) -> underWay.remove(done));
        AtomicBoolean begun = new AtomicBoolean();
        Runnable unload = () -> {
            if (begun.compareAndSet(false, true)) {
                services.workers().execute(() -> {
                    unload(live);
                    after.run();
                    done.complete(null);
                });
            }
        };
        live.declarations().recordedLoop().paths().closeWebSockets();
        live.declarations().topics().releaseWaiting();
        CompletableFuture<Void> connections = live.ports()
                .map(ports -> ports.drain(patience.connections()).toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        Registration timer = services.time().after(deadline, services.workers(), () -> {
            if (!begun.get()) {
                log.info(
                        "{} is cut off: {} requests were still open after {} s",
                        live.info(),
                        live.inside(),
                        deadline.toSeconds());
                services.cut().accept(live.owner());
            }
            unload.run();
        });
        live.owner().gate().shut().toCompletableFuture().runAfterBoth(connections, () -> {
            timer.close();
            unload.run();
        });
    }

    /** Unloads a deployment that was never live. */
    void drop(Deployment never) {
        close(never);
    }

    /** Waits until all that are being ended have ended. */
    void awaitAll(Duration limit) throws InterruptedException {
        try {
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("{} deployments did not end within {} s", underWay.size(), limit.toSeconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("ending a deployment never fails", e);
        }
    }

    private void unload(Deployment live) {
        live.guest().run(Trigger.of("stopping"), () -> live.applet().stopping());
        close(live);
        live.state(Deployment.State.UNLOADED);
        log.info("{} is unloaded", live.info());
    }

    /** Closes everything of a deployment; a failure is logged and does not stop the rest. */
    private static void close(Deployment deployment) {
        Closer closer = new Closer();
        closer.add(() -> sweep(deployment));
        deployment.loader().ifPresent(closer::add);
        deployment.declarations().end(closer);
        closer.add(() -> deployment.declarations().recordedLoop().close());
        closer.add(deployment.declarations().recordedWeb());
        deployment.web().ifPresent(closer::add);
        deployment.ports().ifPresent(closer::add);
        try {
            closer.close();
        } catch (Exception e) {
            log.warn("{} did not close cleanly", deployment.info(), e);
        }
    }

    private static void sweep(Deployment deployment) throws IOException {
        AtomicFile.sweep(deployment.work());
    }
}
