package dev.hazir.host.host;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.admin.HealthSources;
import dev.hazir.host.admin.map.MapMemory;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.Counters;
import dev.hazir.host.admin.view.Rates;
import dev.hazir.host.admin.view.TrafficSources;
import dev.hazir.host.applet.AppletServices;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.BuiltIn;
import dev.hazir.host.applet.DropFolder;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.guest.Faults;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.Failures;
import dev.hazir.host.lifecycle.Closer;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.link.LinkCheck;
import dev.hazir.host.log.LogFile;
import dev.hazir.host.log.LogLevels;
import dev.hazir.host.metrics.History;
import dev.hazir.host.metrics.HostMetrics;
import dev.hazir.host.metrics.LastHour;
import dev.hazir.host.metrics.Sampler;
import dev.hazir.host.operation.Operations;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.Sightings;
import dev.hazir.host.operation.Snoozes;
import dev.hazir.host.page.Pages;
import dev.hazir.host.port.PortView;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.HostToken;
import dev.hazir.host.servlet.ServletContainer;
import dev.hazir.host.store.Home;
import dev.hazir.host.unload.Unloads;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running host. Built from the top down, closed the other way:
 *
 * <pre>
 *   Home  LogFile  HostToken  Access
 *     LoopWatch  EventLoops  Workers
 *       Routes  ServletContainer  Ports  HostMetrics  History  Unloads
 *         FrontDoor                     open: 503 until ready
 *           Operations  Applets
 *             built-ins                 admin, health, static files of the host
 *             installed applets  demo jars  DropFolder
 *               ready                   run/host.json
 * </pre>
 */
public final class Host implements AutoCloseable {

    /** The version of this host. */
    public static final String VERSION = "0.1.0";

    /** The environment variable that names who may come in to a host that nobody sets up by hand. */
    static final String SETUP_FILE = "HAZIR_SETUP_FILE";

    private static final Logger log = LoggerFactory.getLogger(Host.class);
    private static final int WORKER_QUEUE = 10_000;
    private static final Duration LATER = Duration.ofSeconds(2);

    private final Closer closer = new Closer();
    private final HostOptions options;
    private final HostConfig config;
    private final Home home;
    private final LogFile logFile;
    private final LoopWatch watch;
    private final EventLoops loops;
    private final Workers workers;
    private final Faults faults;
    private final Routes routes = new Routes();
    private final Ports ports;
    private final HostMetrics metrics;
    private final History history;
    private final Unloads unloads;
    private final Backups backups;
    private final FrontDoor front;
    private final Operations operations;
    private final Applets applets;
    private final List<Runnable> farewells = new CopyOnWriteArrayList<>();
    private final HostToken token;
    private final Access access;
    private final Reach reach;
    private final Sightings sightings;

    private Host(HostOptions options) throws Exception {
        this.options = options;
        this.config = options.config();
        HostTime time = options.time();
        faults = new Faults(time.clock());
        try {
            home = closer.add(Home.open(options.home()));
            logFile = closer.add(LogFile.open(home.logs()));
            log.info("Hazir {} starts in {} on Java {}", VERSION, home.root(), Runtime.version());
            HeadStart.begin();
            reach = new Reach(config, home, time);
            sightings = new Sightings(home.root(), home.disk(), time.clock());
            token = closer.add(HostToken.create(home.run().resolve("token")));
            access = closer.add(Access.open(home, token, time, config.dev(), setupFile()));
            watch = closer.add(new LoopWatch(options.watch()).start());
            loops = closer.add(new EventLoops(watch));
            workers = closer.add(Workers.start(config.workers(), WORKER_QUEUE));
            ServletContainer servlets = closer.add(ServletContainer.start(workers, time));
            ports = closer.add(new Ports(loops.group(), time));
            metrics = closer.add(new HostMetrics());
            history = new History(time);
            unloads = closer.add(Leftovers.prover(home, time, loops, workers).start());
            reach.learnNames(workers);
            front = closer.add(reach.door(loops.group(), routes, new Measuring(metrics), failures()));
            reach.open(front);
            backups = new Backups(home.backups(), VERSION, time.clock());
            operations = Operations.kept(time.clock(), home.logs().resolve("operations.jsonl"));
            operations.listen(new AuditedOperations(access.audit()));
            applets = new Applets(operations, services(servlets));
            closer.add(this::stopApplets);
            watch.listen(report -> applets.blocked(report, config.offenders()));
            Gauges.of(metrics, watch, workers).and(front).and(unloads);
            deployBuiltIns();
            startApplets();
        } catch (Exception e) {
            undo(e);
            throw e;
        }
    }

    /**
     * Starts a host and returns when it is ready. When it cannot start, everything begun is undone.
     *
     * @throws Exception with a sentence for the operator
     */
    public static Host start(HostOptions options) throws Exception {
        return new Host(options);
    }

    /** Where it is reached, without a slash at the end. */
    public URI url() {
        return reach.url();
    }

    /** Where operators reach it: the same unless they have a port of their own. */
    public URI operatorsUrl() {
        return reach.operatorsUrl();
    }

    public Applets applets() {
        return applets;
    }

    public Operations operations() {
        return operations;
    }

    public Routes routes() {
        return routes;
    }

    public LoopWatch watch() {
        return watch;
    }

    public Unloads unloads() {
        return unloads;
    }

    public HostToken token() {
        return token;
    }

    /** Who may come in to the operator's side. */
    public Access access() {
        return access;
    }

    /** All ports of all applets. */
    public List<PortView> ports() {
        return ports.list();
    }

    /** Completes when every event loop has done what it was given before this call. */
    public CompletionStage<Void> settle() {
        return loops.settle();
    }

    /**
     * Stops the host: refuses new requests, lets open ones finish for at most the configured time, ends all applets and
     * everything below. A second call does nothing.
     */
    @Override
    public void close() throws Exception {
        closer.close();
    }

    /** A developer is shown what went wrong; nobody else ever is. */
    private Failures failures() {
        return config.dev()
                ? Failures.shown(
                        new DevelopmentPages(routes, new SourceFiles(Path.of(""), applet -> applets.loader(applet))),
                        reach.operators())
                : Failures.told(reach.operators());
    }

    private AppletServices services(ServletContainer servlets) {
        return new AppletServices(
                home,
                options.time(),
                workers,
                this::guest,
                routes,
                servlets,
                ports,
                new LinkCheck(Host.class.getClassLoader(), home.versions().resolve("checked.json"), workers),
                options.ports(),
                options.environment(),
                config.limits().body(),
                config.drain(),
                config.setup(),
                config.versions(),
                config.crashes(),
                front::exchanges,
                unloads,
                backups,
                config.backups());
    }

    private Guest guest(AppletInfo info, ClassLoader loader) {
        unloads.begun(info.toString());
        return new Guest(info, loader, loops.group().next(), workers, faults);
    }

    private void deployBuiltIns() throws Exception {
        AdminSources admin = new AdminSources(
                applets,
                operations,
                routes,
                ports::list,
                this::problems,
                new Snoozes(home.root(), home.disk(), options.time().clock()),
                watch,
                workers::figures,
                token,
                home.logs().resolve(LogFile.NAME),
                home.work().resolve("uploads"),
                config.jarSources(),
                faults,
                options.time(),
                unloads,
                backups,
                history,
                front::waiting,
                new MapMemory(),
                workers::virtual,
                ports::connections,
                traffic(),
                access,
                reach.sources(),
                farewells::add,
                home.root());
        HealthSources health = new HealthSources(
                () -> front.stage(),
                metrics::scrape,
                HostMetrics.CONTENT_TYPE,
                applets,
                config.startPage(),
                reach.names(),
                reach.operators(),
                token);
        for (BuiltIn builtIn : BuiltIns.of(admin, health)) {
            applets.deployBuiltIn(builtIn);
        }
    }

    private TrafficSources traffic() {
        LastHour hour = new LastHour();
        noteHits(hour);
        HostTime time = options.time();
        LogLevels levels =
                closer.add(new LogLevels(time.clock()::instant, (delay, task) -> time.after(delay, workers, task)));
        applets.onUnloaded(levels::forget);
        return new TrafficSources(hour, ports, new Rates(time, workers, this::counters), levels, time);
    }

    private void noteHits(LastHour hour) {
        hour.note(
                routes.table().routes().stream().map(Route::hits).toList(),
                options.time().nanoTime());
        options.time().after(LastHour.STEP, workers, () -> noteHits(hour));
    }

    /** What ports and topics have moved. */
    private Map<String, long[]> counters() {
        return Counters.of(ports.list(), applets.topics());
    }

    private void startApplets() throws Exception {
        applets.startInstalled();
        DropFolder folder = DropFolder.open(home, applets);
        applets.onLive(folder::changed);
        applets.onRemoved(folder::forget);
        applets.onUnloaded(this::forgetFigures);
        applets.finishRemovals();
        for (Path jar : options.demo()) {
            Applets.await(applets.offer(jar, "demo"));
        }
        folder.start();
        closer.add(folder);
        config.warnings(applets.list().stream().map(AppletStatus::id).toList()).forEach(log::warn);
        front.ready();
        closer.add(this::drain);
        closer.add(HostFile.write(home.run(), reach, VERSION));
        log.info("ready at {}", reach.url());
        options.time().after(LATER, workers, this::catchUp);
    }

    /** What a start need not wait for. */
    private void catchUp() {
        logFile.roll();
        metrics.watchJvm();
        reach.watchCertificate(options.time(), workers);
        closer.add(new Sampler(options.time(), history, new Sampling(watch, workers, front, routes, ports, applets)))
                .start();
        problems(); // those that the start has brought are there since then, whenever somebody looks
        Pages.warmUp();
        JsonMapper.shared(); // for the first answer in JSON, on an event loop
        ErrorAnswer.busy(); // reads the words of error pages, which event loops should not have to wait for
    }

    private void forgetFigures(String applet) {
        faults.forget(applet);
        metrics.forget(applet);
        history.forget(name -> (name + "/").contains("/" + applet + "/"));
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(applets.problems());
        problems.addAll(DiskProblems.of(home, logFile));
        problems.addAll(LoopProblems.of(watch, options.time().clock().instant()));
        problems.addAll(unloads.problems());
        problems.addAll(AccessProblems.of(access));
        problems.addAll(TlsProblems.of(reach, options.time().clock().instant()));
        return sightings.dated(problems);
    }

    private void drain() throws Exception {
        log.info(
                "stopping: open requests may finish within {} s", config.drain().toSeconds());
        farewells.forEach(Runnable::run);
        applets.goingAway();
        front.drain(config.drain())
                .toCompletableFuture()
                .get(config.drain().plus(Duration.ofSeconds(5)).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopApplets() throws Exception {
        operations.close();
        applets.stopAll();
    }

    private @Nullable Path setupFile() {
        String file = options.environment().get(SETUP_FILE);
        return file == null || file.isBlank() ? null : Path.of(file);
    }

    private void undo(Exception reason) {
        try {
            closer.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }
}
