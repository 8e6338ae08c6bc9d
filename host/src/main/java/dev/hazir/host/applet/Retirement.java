package dev.hazir.host.applet;

import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Closer;
import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends deployments: lets open requests and connections finish until a deadline, cuts the rest, stops the applet and
 * closes everything it holds, newest first.
 */
final class Retirement {

    private static final Logger log = LoggerFactory.getLogger(Retirement.class);

    private final AppletServices services;
    private final AtomicLong drains = new AtomicLong();
    private final Set<Drain> underWay = ConcurrentHashMap.newKeySet();
    /** Those that are under way, and those whose rest is still done: a host that stops waits for that too. */
    private final Set<CompletableFuture<Void>> ending = ConcurrentHashMap.newKeySet();

    Retirement(AppletServices services) {
        this.services = services;
    }

    /** Drains and unloads a deployment that is no longer in the route table; then {@code after} runs on a worker. */
    void retire(Deployment live, Patience patience, Runnable after) {
        live.state(Deployment.State.DRAINING);
        live.declarations().recordedLoop().paths().retired();
        live.declarations().topics().releaseWaiting();
        Drain drain = new Drain(live, drains.incrementAndGet(), patience, services);
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.add(drain);
        ending.add(done);
        drain.begin()
                .thenRun(() -> services.workers().resume(() -> {
                    try {
                        unload(live);
                        underWay.remove(drain);
                        after.run();
                    } finally {
                        ending.remove(done);
                        done.complete(null);
                    }
                }));
    }

    /** The deployments of an applet that are being ended, oldest first. Any thread. */
    List<Drain> draining(String applet) {
        return underWay.stream()
                .filter(drain -> drain.applet().equals(applet))
                .sorted(Comparator.comparingLong(Drain::number))
                .toList();
    }

    /** Unloads a deployment that was never live. */
    void drop(Deployment never) {
        close(never);
        prove(never);
    }

    /** Ends what all that are being ended still hold. */
    void hurry() {
        underWay.forEach(Drain::hurry);
    }

    /** Waits until all that are being ended have ended. */
    void awaitAll(Duration limit) throws InterruptedException {
        try {
            CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("{} deployments did not end within {} s", ending.size(), limit.toSeconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("ending a deployment never fails", e);
        }
    }

    private void unload(Deployment live) {
        live.guest().run(Trigger.of("stopping"), () -> live.applet().stopping());
        close(live);
        live.state(Deployment.State.UNLOADED);
        log.info("{} is unloaded", live.info());
        prove(live);
    }

    private void prove(Deployment ended) {
        ended.loader()
                .ifPresent(loader ->
                        services.unloads().ended(ended.info().id(), ended.info().version(), loader));
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
        new Disk().sweep(deployment.work());
    }
}
