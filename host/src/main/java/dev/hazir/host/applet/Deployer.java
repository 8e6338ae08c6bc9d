package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletInfo;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.link.Candidate;
import dev.hazir.host.link.LinkReport;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PreparedPorts;
import dev.hazir.host.routing.RouteTable;
import dev.hazir.host.servlet.AnnotatedServlets;
import dev.hazir.host.servlet.WebApp;
import dev.hazir.host.settings.SettingsException;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves deployments from a checked jar to live, and from live to unloaded. Used by the operator thread. */
final class Deployer {

    private static final Logger log = LoggerFactory.getLogger(Deployer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final AppletServices services;
    private final VersionStore store;
    private final Disk disk = new Disk();
    private final OnWorker onWorker;
    private final Retirement retirement;

    Deployer(AppletServices services, VersionStore store) {
        this.services = services;
        this.store = store;
        this.onWorker = new OnWorker(services.workers());
        this.retirement = new Retirement(services);
    }

    /** The operation of the operator thread may be cancelled from now on: it waits for code of a guest no longer then. */
    void mayBeCancelled(Operation operation) {
        onWorker.mayBeCancelled(operation);
    }

    /**
     * Loads a jar and runs its setup on a recorder. The deployment gets a copy of the jar for itself: what happens to the
     * kept one does not touch it.
     *
     * @param old what it would replace, or null
     * @param found problems found before; more are added, and any of them refuses the jar
     */
    Deployment rehearse(AppletJar jar, Belongings own, @Nullable Deployment old, List<Problem> found)
            throws RefusedException, IOException {
        requireRoom();
        Rehearsed rehearsed = load(jar, own, found, Declarations.Files.KEPT);
        Deployment next = rehearsed.next();
        List<Problem> problems = new ArrayList<>(rehearsed.problems());
        if (rehearsed.complete()) {
            problems.addAll(bindPorts(next, old));
        }
        if (!problems.isEmpty()) {
            RefusedException refusal = new RefusedException(problems);
            discard(next, refusal);
            throw refusal;
        }
        next.state(Deployment.State.REHEARSED);
        return next;
    }

    /** What publishing a jar would change. Nothing stays of it, and nothing is taken from what runs. */
    Plan plan(AppletJar jar, Belongings own, @Nullable Deployment old, List<Problem> found) throws IOException {
        Rehearsed rehearsed = load(jar, own, found, Declarations.Files.AS_THEY_ARE);
        Deployment next = rehearsed.next();
        try {
            List<Problem> problems = new ArrayList<>(rehearsed.problems());
            if (rehearsed.complete()) {
                next.annotated(AnnotatedServlets.mappings(
                        next.loader().map(AppletLoader::jars).orElse(List.of())));
                problems.addAll(services.ports()
                        .obstacles(
                                next.guest(),
                                next.declarations().recordedLoop().ports(),
                                services.portOverrides(),
                                old == null ? null : old.ports().orElse(null)));
            }
            return new Planning(services, next, old).plan(rehearsed.complete(), problems);
        } finally {
            retirement.drop(next);
        }
    }

    /** What of these settings a jar would not take. Nothing stays of it. */
    List<Problem> wrongSettings(AppletJar jar, Belongings own) throws IOException {
        Rehearsed rehearsed = load(jar, own, List.of(), Declarations.Files.AS_THEY_ARE);
        retirement.drop(rehearsed.next());
        return rehearsed.problems().stream()
                .filter(problem -> problem.code().equals(SettingsException.CODE))
                .toList();
    }

    /**
     * A deployment whose setup ran on a recorder.
     *
     * @param complete whether it ran to its end
     */
    private record Rehearsed(Deployment next, boolean complete, List<Problem> problems) {}

    /** Checks what the code of a jar needs, loads a copy of it and runs its setup. */
    private Rehearsed load(AppletJar jar, Belongings own, List<Problem> found, Declarations.Files files)
            throws IOException {
        AppletInfo info = jar.descriptor().info();
        Path work = store.work(info.id());
        try {
            return load(jar.copy(work.resolve(info.version() + ".jar")), work, own, found, files);
        } catch (DiskException e) {
            disk.sweep(work);
            throw e;
        }
    }

    private Rehearsed load(AppletJar jar, Path work, Belongings own, List<Problem> found, Declarations.Files files)
            throws IOException {
        AppletInfo info = jar.descriptor().info();
        AppletLoader loader = AppletLoader.open(jar, work);
        Guest guest = services.guests().apply(info, loader);
        Declarations declarations = new Declarations(guest, Prefixes.of(info), services, store, own);
        declarations.files(files, work);
        Deployment next = new Deployment(guest, jar.descriptor().requires(), declarations, loader, work);
        try {
            List<Problem> problems = new ArrayList<>(found);
            LinkReport links = services.links().check(candidate(jar, loader));
            problems.addAll(links.problems());
            next.warnings(links.warnings());
            next.states(links.states());
            boolean complete = false;
            if (links.problems().isEmpty()) {
                List<Problem> setup =
                        setUp(next, () -> instance(loader, jar.descriptor().main()));
                complete = setup.isEmpty();
                problems.addAll(setup);
                next.files(StaticFiles.claims(jar.file(), work.resolve("files"), Prefixes.of(info), guest.workers()));
                problems.addAll(Conflicts.of(next, services.routes().table(), info.permissions()));
            }
            return new Rehearsed(next, complete, problems);
        } catch (IOException | RuntimeException e) {
            discard(next, e);
            throw e;
        }
    }

    /**
     * Starts everything of a rehearsed deployment that can be started before anybody can reach it.
     *
     * @param old what it replaces, or null
     */
    void prepare(Deployment next, @Nullable Deployment old) throws Exception {
        Declarations declarations = next.declarations();
        List<Path> jars = next.loader().map(AppletLoader::jars).orElse(List.of());
        if (!jars.isEmpty() || !declarations.recordedWeb().isEmpty()) {
            next.web(onWorker.call(
                    START_LIMIT, () -> declarations.recordedWeb().start(services.servlets(), jars, next.work())));
        }
        onWorker.call(
                START_LIMIT,
                () -> next.guest().call(Trigger.of("started"), () -> {
                    next.applet().started();
                    return true;
                }));
        if (old != null) {
            onWorker.call(START_LIMIT, () -> {
                HandedState.warmUp(old.guest(), old.states());
                HandedState.warmUp(next.guest(), next.states());
                return true;
            });
        }
        next.state(Deployment.State.PREPARED);
    }

    /**
     * Makes a prepared deployment reachable in one step, in place of the old one, which is drained and unloaded.
     *
     * @param after runs then, or at once when there is no old one
     */
    void publish(Deployment next, @Nullable Deployment old, Runnable after) {
        next.state(Deployment.State.LIVE);
        next.web().ifPresent(WebApp::live);
        services.routes().swap(before -> without(before, next, old).with(next.routes()));
        Shadows.warn(next);
        next.ports().ifPresent(ports -> ports.publish());
        next.declarations().live(old == null ? null : old.declarations(), () -> republish(next));
        log.info("{} is live: {}", next.info(), next.summary());
        next.warnings().forEach(warning -> log.warn("{}: {}", next.info(), warning.what()));
        if (old != null) {
            old.declarations().recordedLoop().paths().handOver(next.routes());
            retirement.retire(old, Patience.replaced(services.drainDeadline()), after);
        } else {
            after.run();
        }
    }

    /** Takes a deployment out of reach without a successor; it is drained and unloaded, then {@code after} runs. */
    void withdraw(Deployment live, Runnable after) {
        services.routes().swap(before -> without(before, live, null));
        retirement.retire(live, Patience.ended(services.drainDeadline()), after);
    }

    /** The deployments of an applet that are on their way out. Any thread. */
    List<Drain> draining(String applet) {
        return retirement.draining(applet);
    }

    /** Undoes a deployment that was never published; what fails in it is added to the reason. */
    void discard(Deployment next, Exception reason) {
        next.state(Deployment.State.FAILED);
        try {
            retirement.drop(next);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    Deployment deployBuiltIn(BuiltIn builtIn) throws RefusedException, IOException {
        Guest guest = services.guests().apply(builtIn.info(), Deployer.class.getClassLoader());
        Declarations declarations = new Declarations(guest, builtIn.prefixes(), services, store, Belongings.none());
        Deployment next = new Deployment(
                guest, List.of(), declarations, null, store.work(builtIn.info().id()));
        List<Claim> files = new ArrayList<>();
        for (Path root : builtIn.files()) {
            files.addAll(StaticFiles.claims(root, next.work().resolve("files"), builtIn.prefixes(), guest.workers()));
        }
        next.files(files);
        List<Problem> problems = new ArrayList<>(setUp(next, builtIn::applet));
        problems.addAll(bindPorts(next, null));
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        try {
            prepare(next, null);
        } catch (Exception e) {
            throw new IOException("the part " + builtIn.info().id() + " of the host did not start", e);
        }
        publish(next, null, () -> {});
        return next;
    }

    /** Ends deployments, newest first, and waits for them and for those that were draining before, which ends now. */
    void endAll(List<Deployment> deployments) throws InterruptedException {
        retirement.hurry();
        for (int i = deployments.size() - 1; i >= 0; i--) {
            Deployment live = deployments.get(i);
            services.routes().swap(before -> without(before, live, null));
            retirement.retire(live, Patience.ended(services.drainDeadline()), () -> {});
        }
        retirement.awaitAll(services.drainDeadline().plus(START_LIMIT));
    }

    private static Candidate candidate(AppletJar jar, AppletLoader loader) {
        Descriptor descriptor = jar.descriptor();
        return new Candidate(
                descriptor.info().id(),
                descriptor.info().version(),
                jar.digest(),
                descriptor.main(),
                loader.jars(),
                SharedPackages.of(descriptor));
    }

    private List<Problem> setUp(Deployment next, Supply<Applet> maker) {
        AppletInfo info = next.info();
        try {
            onWorker.call(
                    services.setupLimit(),
                    () -> next.guest().call(Trigger.of("setup"), () -> {
                        Applet applet = maker.get();
                        next.applet(applet);
                        applet.setup(next.declarations());
                        return true;
                    }));
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        } catch (CancellationException e) {
            throw e;
        } catch (TimeoutException e) {
            return List.of(Refusals.setupTooSlow(info, services.setupLimit().toSeconds()));
        } catch (Exception e) {
            log.warn("setup of {} failed", info, e);
            return List.of(Refusals.setupFailed(info, e));
        } finally {
            next.declarations().setupOver();
        }
    }

    /** Where the memory for classes is full the host itself would be the next to fail. */
    private void requireRoom() throws RefusedException {
        try {
            Optional<Problem> full = services.unloads().noRoom();
            if (full.isPresent()) {
                throw new RefusedException(full.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Supply<T> {
        T get() throws Exception;
    }

    private static Applet instance(AppletLoader loader, String main) throws Exception {
        Class<?> type;
        try {
            type = Class.forName(main, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the main class " + main + " is not in the jar", e);
        }
        if (!Applet.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "the main class " + main + " does not implement " + Applet.class.getName());
        }
        try {
            return (Applet) type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "the main class " + main + " has no public constructor without arguments", e);
        }
    }

    /** Binds the ports: the only way to know whether they are free. Nobody is served on them yet. */
    private List<Problem> bindPorts(Deployment next, @Nullable Deployment old) {
        PreparedPorts replaced = old == null ? null : old.ports().orElse(null);
        try {
            next.ports(services.ports()
                    .prepare(
                            next.guest(),
                            next.declarations().recordedLoop().ports(),
                            services.portOverrides(),
                            replaced));
            return List.of();
        } catch (RefusedException e) {
            return e.problems();
        }
    }

    private void republish(Deployment live) {
        services.routes().swap(before -> without(before, live, null).with(live.routes()));
    }

    private static RouteTable without(RouteTable table, Deployment next, @Nullable Deployment old) {
        return table.without(route -> route.owner() == next.owner() || old != null && route.owner() == old.owner());
    }
}
