package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that fail while they start, and versions that do not end in time. */
class FailedStartTest {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final String EVERYTHING = """
            app.loop().resource("/extra", request -> Reply.text("extra"));
            app.loop().handle("/extra", request -> Reply.text("extra"));
            app.loop().websocket("/ws", socket -> {});
            app.loop().lines("second", 0, peer -> line -> {});
            app.loop().every(Duration.ofMillis(10), () -> {});
            app.web().servlet("/extra-servlet", new HttpServlet() {});
            app.topic("news", String.class);
            """;
    private static final String DOES_NOT_START = """
            @Override public void started() {
                throw new IllegalStateException("the database is gone");
            }
            """;

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("hazir.properties"), "drain = " + DRAIN.toSeconds() + "s\n");
        host = HostProcess.start(home);
        rest = host.rest();
        rest.deploy(AppletSource.of("probe", "1.0.0").setup("""
                        app.loop().resource("/threads", request -> {
                            StringBuilder names = new StringBuilder();
                            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                                names.append(thread.getName()).append("\\n");
                            }
                            return Reply.text(names.toString());
                        });
                        """).jar(directory));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void anUpgradeThatDoesNotStartIsRolledBackWithoutATrace() {
        upgradeFails("steady", 5, "the database is gone", DOES_NOT_START, EVERYTHING);
    }

    @Test
    void anUpgradeWhoseSetupThrowsIsRefusedWithoutATrace() {
        String setup = EVERYTHING + "if (true) throw new IllegalStateException(\"the cellar is flooded\");";
        upgradeFails("solid", 4, "the cellar is flooded", "", setup);
    }

    /** All routes, without what they have answered. */
    private static String routes() {
        return rest.admin("GET", "routes")
                .text()
                .replaceAll("\"lastHour\":\\d+,\"p95Millis\":[^,]+,\"open\":[^},]+", "");
    }

    private static void upgradeFails(String id, int exit, String reason, String members, String setup) {
        rest.deploy(AppletSource.of(id, "1.0.0").setup("""
                        app.loop().resource("/version", request -> Reply.text("1.0.0"));
                        app.loop().lines("door", 0, peer -> line -> peer.send("OK"));
                        """).jar(directory));
        String ports = rest.admin("GET", "ports").text();
        String routes = routes();
        Set<String> threads = threads();
        Set<String> places = places();

        Path jar = AppletSource.of(id, "2.0.0").setup(setup).members(members).jar(directory);
        Hazir.Result upgrade = host.cli("upgrade", jar.toString());
        assertThat(upgrade.exit()).as(upgrade.toString()).isEqualTo(exit);
        assertThat(upgrade.err()).contains(reason);

        assertThat(rest.standing(id)).isEqualTo("live 1.0.0");
        assertThat(rest.reason(id)).contains("2.0.0").contains(reason);
        assertThat(rest.get("/res/" + id + "/version").text()).isEqualTo("1.0.0");
        assertThat(rest.get("/res/" + id + "/extra").status()).isEqualTo(404);
        assertThat(rest.get("/apps/" + id + "/extra-servlet").status()).isEqualTo(404);
        assertThat(rest.admin("GET", "ports").text()).isEqualTo(ports);
        assertThat(routes()).isEqualTo(routes);
        await().atMost(Patience.LIMIT)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertThat(threads()).isSubsetOf(threads);
                    assertThat(places()).isSubsetOf(places);
                });
    }

    @Test
    void anInstallThatDoesNotStartIsListedWithItsReasonUntilItIsRemovedOrMended() {
        AppletSource broken = AppletSource.of("stillborn", "1.0.0").setup(EVERYTHING);
        Path jar = broken.members(DOES_NOT_START).jar(directory);
        Hazir.Result install = host.cli("install", jar.toString());
        assertThat(install.exit()).as(install.toString()).isEqualTo(1);
        assertThat(install.err()).contains("the database is gone");
        assertThat(rest.standing("stillborn")).isEqualTo("failed 1.0.0");
        assertThat(rest.reason("stillborn")).contains("the database is gone");
        assertThat(rest.admin("GET", "problems").text()).contains("the database is gone");
        assertThat(rest.get("/res/stillborn/extra").status()).isEqualTo(404);
        assertThat(rest.admin("GET", "ports").text()).doesNotContain("stillborn");
        assertThat(rest.admin("GET", "routes").text()).doesNotContain("stillborn");

        Hazir.Result removed = host.cli("remove", "stillborn");
        assertThat(removed.exit()).as(removed.toString()).isZero();
        assertThat(rest.standing("stillborn")).isEqualTo("absent");

        assertThat(rest.offer(jar).status()).isEqualTo(422);
        rest.deploy(broken.members("").jar(directory));
        assertThat(rest.standing("stillborn")).isEqualTo("live 1.0.0");
        assertThat(rest.reason("stillborn")).isEmpty();
        assertThat(rest.get("/res/stillborn/extra").text()).isEqualTo("extra");
    }

    @Test
    void requestsThatOutlastTheDrainDeadlineAreCutAndTheOldVersionIsUnloaded() throws Exception {
        rest.deploy(endless("1.0.0"));
        CompletableFuture<Ended> servlet = ask("/apps/endless/sleep");
        CompletableFuture<Ended> resource = ask("/res/endless/never");
        await().atMost(Patience.LIMIT)
                .until(() ->
                        rest.applet("endless").orElseThrow().path("requests").asInt() == 2);

        long begun = System.nanoTime();
        rest.deploy(endless("2.0.0"));
        assertThat(rest.get("/res/endless/version").text()).isEqualTo("2.0.0");
        for (CompletableFuture<Ended> open : List.of(servlet, resource)) {
            Ended ended = open.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended.how()).isIn("503", "cut");
            assertThat(Duration.ofNanos(ended.nanos() - begun)).isGreaterThanOrEqualTo(DRAIN);
        }
        await().atMost(Patience.LIMIT).until(() -> host.output().contains("endless@1.0.0 is unloaded"));
        assertThat(rest.standing("endless")).isEqualTo("live 2.0.0");
        assertThat(rest.get("/res/endless/version").text()).isEqualTo("2.0.0");
    }

    private static Path endless(String version) {
        return AppletSource.of("endless", version)
                .setup("""
                        app.loop().resource("/version", request -> Reply.text("%s"));
                        app.loop().resource("/never", request -> new CompletableFuture<String>());
                        app.web().servlet("/sleep", new HttpServlet() {
                            @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                try {
                                    Thread.sleep(%d);
                                } catch (InterruptedException e) {
                                    throw new InterruptedIOException("slept too short");
                                }
                                response.getWriter().print("awake");
                            }
                        });
                        """.formatted(version, 2 * Patience.LIMIT.toMillis()))
                .jar(directory);
    }

    /** How and when a request ended: with a status, or {@code cut} when no answer came. */
    private record Ended(String how, long nanos) {}

    private static CompletableFuture<Ended> ask(String path) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Ended(String.valueOf(rest.get(path).status()), System.nanoTime());
            } catch (UncheckedIOException e) {
                return new Ended(e.getCause() instanceof HttpTimeoutException ? "never" : "cut", System.nanoTime());
            }
        });
    }

    /** The kinds of threads that stay, by their names without numbers; the network library's own one ends and begins as it has something to do. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        rest.get("/res/probe/threads")
                .text()
                .lines()
                .map(name -> name.replaceAll("\\d+", "#"))
                .filter(name -> !name.startsWith("globalEventExecutor"))
                .forEach(names::add);
        return names;
    }

    /** What deployments hold on disk. */
    private static Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (String place : new String[] {"versions", "run"}) {
            try (Stream<Path> tree = Files.walk(host.home().resolve(place), 3)) {
                tree.map(Path::toString)
                        .filter(path -> !path.contains("/heap")) // there while a proof of an unload looks for a holder
                        .forEach(places::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return places;
    }
}
