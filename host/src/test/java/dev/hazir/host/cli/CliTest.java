package dev.hazir.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.BrokenApplet;
import dev.hazir.host.HoldingApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every verb against a real host: exit code, data and progress. */
class CliTest {

    /** What a verb left behind. */
    private record Outcome(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @TempDir
    static Path directory;

    private static TestHost host;
    private static Path first;
    private static Path second;
    private static Path broken;

    private final List<StartOptions> started = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("drain", "10m"));
        first = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        second = TestHost.jar(directory, "probe", "1.1.0", ProbeApplet.class);
        broken = TestHost.jar(directory, "probe", "2.0.0", BrokenApplet.class);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @AfterEach
    void removeAgain() {
        hazir("remove", "probe", "--erase-data");
    }

    @Test
    void installShowsItsStepsAndThenTheResult() {
        Outcome installed = hazir("install", first.toString());

        assertThat(installed.exit()).isZero();
        assertThat(installed.out()).isEqualTo("probe 1.0.0 runs.\n");
        assertThat(installed.err()).contains("  uploaded ", "  checked ", "  rehearsed ", "  switched ");
        assertThat(hazir("list").out()).startsWith("probe  1.0.0  live  Probe");
    }

    @Test
    void secondInstallIsRefusedAndSaysWhatToDoLast() {
        hazir("install", first.toString());

        Outcome again = hazir("install", second.toString());

        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.out()).isEmpty();
        assertThat(again.err().lines().toList())
                .last()
                .asString()
                .startsWith("Do: ")
                .contains("upgrade");
    }

    @Test
    void upgradeAndRollbackChangeTheVersion() {
        hazir("install", first.toString());

        assertThat(hazir("upgrade", second.toString()).exit()).isZero();
        assertThat(version()).isEqualTo("1.1.0");
        assertThat(hazir("rollback", "probe").exit()).isZero();
        assertThat(version()).isEqualTo("1.0.0");
        assertThat(hazir("rollback", "probe", "9.9.9").exit()).isEqualTo(4);
    }

    @Test
    void upgradeThatCannotStartIsRolledBack() {
        hazir("install", first.toString());

        Outcome upgrade = hazir("upgrade", broken.toString());

        assertThat(upgrade.exit()).isEqualTo(5);
        assertThat(upgrade.err()).contains("the pump does not answer");
        assertThat(version()).isEqualTo("1.0.0");
    }

    @Test
    void disabledAppletStaysInstalled() {
        hazir("install", first.toString());

        assertThat(hazir("disable", "probe").exit()).isZero();
        assertThat(hazir("list").out()).startsWith("probe  1.0.0  disabled");
        assertThat(hazir("enable", "probe").exit()).isZero();
        assertThat(hazir("restart", "probe").exit()).isZero();
        assertThat(hazir("list").out()).startsWith("probe  1.0.0  live");
    }

    @Test
    void planChangesNothing() {
        Outcome plan = hazir("plan", first.toString());

        assertThat(plan.exit()).isZero();
        assertThat(plan.out()).startsWith("probe 1.0.0 would be installed\n").contains("added", "/res/probe/version");
        assertThat(hazir("list").out()).doesNotContain("probe");
    }

    @Test
    void routesAreExplained() {
        hazir("install", first.toString());

        assertThat(hazir("routes").out()).contains("shadowed  answered by /res/probe/version (resource, event loop)");
        assertThat(hazir("routes", "explain", "get", "/res/probe/version").out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("answered by  resource")
                                .contains("(probe, event loop)"),
                        line -> assertThat(line).startsWith("not asked").contains("(probe, worker)"));
        assertThat(hazir("routes", "explain", "GET", "/nowhere/at/all").out()).contains("404");
    }

    @Test
    void portsAndShowTellOfThePort() {
        hazir("install", first.toString());

        assertThat(hazir("ports").out()).containsPattern("probe +probe +tcp +127\\.0\\.0\\.1:\\d+ +open");
        assertThat(hazir("show", "probe").out())
                .containsPattern("(?m)^state +live$")
                .contains("port  probe  tcp");
    }

    @Test
    void showTellsHowTheAppletStoodInTheLastDayAsRestDoes() throws Exception {
        hazir("install", first.toString());
        hazir("disable", "probe");
        hazir("enable", "probe");

        JsonNode day = JsonMapper.shared()
                .readTree(host.send(host.api("/applets/probe/day")).body());

        assertThat(day.path("spans")
                        .valueStream()
                        .map(span -> span.path("state").asString()))
                .containsExactly("live", "disabled", "live");
        assertThat(day.path("spans").path(0).path("until"))
                .isEqualTo(day.path("spans").path(1).path("from"));
        assertThat(day.path("running").asDouble()).isGreaterThan(0).isLessThan(1);
        assertThat(hazir("show", "probe").out())
                .containsPattern("ran \\d+ % of the time since "
                        + day.at("/spans/0/from").asString())
                .containsPattern("was +live +\\S+ +\\S+ +1\\.0\\.0")
                .containsPattern("was +disabled +\\S+ +\\S+ +1\\.0\\.0: stopped");
        assertThat(host.send(host.api("/applets/nobody/day")).statusCode()).isEqualTo(404);
    }

    @Test
    void whatDrainsIsEndedAndTold() throws Exception {
        Path one = TestHost.jar(directory, "probe", "3.0.0", HoldingApplet.class);
        Path other = TestHost.jar(directory, "probe", "3.0.1", HoldingApplet.class);
        hazir("install", one.toString());
        assertThat(hazir("drain", "probe", "--end").out()).isEqualTo("Nothing of probe is draining.\n");
        CompletableFuture<HttpResponse<String>> never = host.sendAsync(host.request("/res/probe/never"));
        await().until(() -> host.host().applets().find("probe").orElseThrow().requests() == 1);
        hazir("upgrade", other.toString());

        assertThat(hazir("drain", "probe").out())
                .startsWith("draining 3.0.0, at most ")
                .contains("request (loop)", "GET /res/probe/never");
        assertThat(hazir("drain", "probe", "--end").out())
                .isEqualTo("Old versions of probe end now: version 3.0.0 held 1 × request.\n");
        assertThat(never.join().statusCode()).isEqualTo(503);
        assertThat(hazir("drain", "nobody", "--end").exit()).isEqualTo(4);
        assertThat(hazir("drain", "nobody").exit()).isEqualTo(1);
    }

    @Test
    void jsonIsAvailableEverywhere() {
        assertThat(hazir("--json", "install", first.toString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("done");
        for (String view : List.of("list", "routes", "ports")) {
            assertThat(hazir(view, "--json").json().isArray()).as(view).isTrue();
        }
        assertThat(hazir("show", "probe", "--json").json().path("routes").findValuesAsString("path"))
                .contains("/res/probe/version");
        assertThat(hazir("config", "--effective", "--json")
                        .json()
                        .get(0)
                        .path("key")
                        .asString())
                .isEqualTo("bind");
        assertThat(hazir("--json", "install", second.toString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("refused");
        assertThat(JsonMapper.shared()
                        .readTree(hazir("logs", "--json", "--lines", "1").out())
                        .path("applet")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void quietVerbShowsNoProgress() {
        assertThat(hazir("-q", "install", first.toString()).err()).isEmpty();
    }

    @Test
    void logOfAnAppletTellsItsStory() {
        hazir("install", first.toString());

        assertThat(hazir("logs", "probe").out()).contains("[probe]").doesNotContain("[host]");
    }

    @Test
    void unknownAppletFailsToShowAndIsRefusedToChange() {
        assertThat(hazir("show", "nobody").exit()).isEqualTo(1);
        assertThat(hazir("remove", "nobody").exit()).isEqualTo(4);
        assertThat(hazir("config", "nobody", "set", "a=b").exit()).isEqualTo(4);
    }

    @Test
    void wrongUsageIsToldApart() throws Exception {
        assertThat(hazir("instal").exit()).isEqualTo(2);
        assertThat(hazir().exit()).isEqualTo(2);
        assertThat(hazir("install").exit()).isEqualTo(2);
        assertThat(hazir("install", "missing.jar").exit()).isEqualTo(2);
        assertThat(hazir("config").exit()).isEqualTo(2);
        assertThat(hazir("remove", "probe", "--keep-data", "--erase-data").exit())
                .isEqualTo(2);
    }

    @Test
    void hostThatDoesNotRunIsNotReachable() throws Exception {
        Path elsewhere =
                Files.createDirectories(directory.resolve("elsewhere/run")).getParent();
        Outcome nothing = hazir("--home", elsewhere.toString(), "list");
        Files.writeString(elsewhere.resolve("run/host.json"), "{\"url\":\"http://127.0.0.1:1\"}");
        Files.writeString(elsewhere.resolve("run/token"), "x");
        Outcome stale = hazir("--home", elsewhere.toString(), "list");

        assertThat(List.of(nothing, stale)).allSatisfy(outcome -> {
            assertThat(outcome.exit()).isEqualTo(3);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines().toList()).last().asString().startsWith("Do: hazir start --home");
        });
    }

    @Test
    void startHandsItsFlagsOver() {
        Outcome outcome = hazir("--home", "x", "start", "--port", "0", "--dev");

        assertThat(outcome.exit()).isZero();
        assertThat(started)
                .containsExactly(
                        new StartOptions(Path.of("x"), Map.of("port", "0", "dev", "true"), false, List.of(), false));
    }

    @Test
    void verbsLoadNeitherNetworkNorServletLibrary() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hazir.host.host.Main",
                        "--home",
                        host.home().toString(),
                        "list")
                .redirectErrorStream(true)
                .start();
        String classes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(classes).contains("dev.hazir.host.cli.Cli").doesNotContain(" io.netty.", " org.eclipse.jetty.");
    }

    private String version() {
        return hazir("--json", "show", "probe").json().path("version").asString();
    }

    private Outcome hazir(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Cli cli = new Cli(
                options -> {
                    started.add(options);
                    return 0;
                },
                Map.of("HAZIR_HOME", host.home().toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit = cli.run(arguments);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
