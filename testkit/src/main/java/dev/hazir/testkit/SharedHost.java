package dev.hazir.testkit;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.guest.WatchLimits;
import dev.hazir.host.host.Host;
import dev.hazir.host.host.HostOptions;
import dev.hazir.host.http.RequestPath;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortOverrides;
import dev.hazir.host.port.PortView;
import dev.hazir.host.routing.Explanation;
import dev.hazir.host.settings.Setting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The one host of a JVM's tests: on free ports, with a home directory of its own and a clock that stands still. */
final class SharedHost implements AutoCloseable {

    private static final String BY = "test";

    private final Path directory;
    private final ManualTime time = new ManualTime();
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private final Host host;

    private SharedHost() throws Exception {
        this.directory = Files.createTempDirectory("hazir-testkit");
        Path home = Files.createDirectory(directory.resolve("home"));
        HostConfig config = ConfigReader.read(home, Map.of(), Map.of("port", "0"));
        PortOverrides freePorts = (applet, port, declared) -> new PortOverrides.Place(PortOverrides.LOOPBACK, 0);
        this.host =
                Host.start(new HostOptions(home, config, environment, time, WatchLimits.DEFAULT, List.of(), freePorts));
    }

    /** The host of these tests; started when it is asked for first, stopped after the last test. */
    static SharedHost of(Store store) {
        return store.getOrComputeIfAbsent(SharedHost.class, type -> start(), SharedHost.class);
    }

    /** Where jars are packed. */
    Path directory() {
        return directory;
    }

    URI url() {
        return host.url();
    }

    ManualTime time() {
        return time;
    }

    LoopWatch watch() {
        return host.watch();
    }

    /** Deploys an applet with settings and returns its class loader. */
    ClassLoader deploy(AppletJar jar, Map<String, String> settings) throws InterruptedException, RefusedException {
        environment.clear();
        settings.forEach((name, value) -> environment.put(variable(jar.id(), name), value));
        expectDone("", host.applets().deploy(jar.file(), Applets.Intent.INSTALL, BY));
        List<String> known =
                host.applets().settings(jar.id()).stream().map(Setting::name).toList();
        for (String name : settings.keySet()) {
            if (!known.contains(name)) {
                remove(jar.id());
                throw new AssertionError(
                        "@WithSettings: " + jar.id() + " has no setting '" + name + "' (it has " + known + ")");
            }
        }
        return loader(jar.id());
    }

    /** Upgrades an applet and returns the class loader of the new version; settings stay as they are. */
    ClassLoader upgrade(AppletJar jar) throws InterruptedException {
        expectDone(jar.version(), host.applets().deploy(jar.file(), Applets.Intent.UPGRADE, BY));
        return loader(jar.id());
    }

    /** Saves settings and waits for what comes of it. */
    Operation.View save(String id, Map<String, String> settings) throws InterruptedException {
        return Applets.await(host.applets().saveSettings(id, new LinkedHashMap<>(settings), BY));
    }

    /** The class loader of what runs of an applet. */
    ClassLoader loader(String id) {
        return host.applets().loader(id).orElseThrow();
    }

    /** Removes an applet with its data. */
    void remove(String id) throws InterruptedException {
        expectDone("", host.applets().remove(id, Applets.DataFate.ERASE, BY));
        // What still drains is cut off: nobody else lets time pass here.
        time.advance(Duration.ofHours(1));
    }

    /** How many requests the applet is answering now. */
    long requests(String id) {
        return host.applets().find(id).map(AppletStatus::requests).orElse(0L);
    }

    /** How many requests all versions of the applet are answering now, those that are on their way out too. */
    long openRequests(String id) {
        return requests(id)
                + host.applets().draining(id).stream()
                        .flatMap(version -> version.holding().stream())
                        .filter(held -> held.kind().equals("request"))
                        .mapToLong(Holding::count)
                        .sum();
    }

    /** Which routes a request would meet now. */
    Explanation explain(String method, URI address) {
        return Explanation.of(
                host.routes().table(),
                method,
                RequestPath.parse(address.getRawPath()).segments());
    }

    /** The number a port of an applet listens on. */
    int port(String id, String name) {
        List<PortView> ports =
                host.ports().stream().filter(port -> port.applet().equals(id)).toList();
        return ports.stream()
                .filter(port -> port.name().equals(name))
                .mapToInt(PortView::port)
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " has no port '" + name + "' (it has: "
                        + ports.stream().map(PortView::name).collect(Collectors.joining(", ")) + ")"));
    }

    /** Returns when every event loop has done what was handed to it before. */
    void settle() {
        host.settle().toCompletableFuture().join();
    }

    @Override
    public void close() throws Exception {
        host.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static SharedHost start() {
        try {
            return new SharedHost();
        } catch (Exception e) {
            throw new IllegalStateException("the host of the tests did not start", e);
        }
    }

    private static void expectDone(String version, Operation operation) throws InterruptedException {
        Operation.View view = Applets.await(operation);
        if (view.state() != Operation.State.DONE) {
            throw new AssertionError(view.kind() + " " + view.applet() + (version.isEmpty() ? "" : " to " + version)
                    + ": " + view.message() + "\n"
                    + view.problems().stream()
                            .map(problem -> problem.what() + " " + problem.why() + " " + problem.fix())
                            .collect(Collectors.joining("\n")));
        }
    }

    /** The environment variable a setting is read from. */
    private static String variable(String applet, String setting) {
        String words = setting.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return ("HAZIR_" + applet + "_" + words).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
