package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Versions are swapped while clients of every kind ask: no request fails, no answer is wrong or of a version that was
 * replaced before it was asked for, and old versions do not pile up. {@code bench/upgrades} runs it for long.
 */
class UpgradeUnderLoadTest {

    private static final int SWAPS = Integer.getInteger("upgrades", 12);
    private static final int REQUESTS_PER_SWAP = 40;
    private static final int APPLETS = 3;
    private static final int NOT_YET_FORGOTTEN = 0;

    @TempDir
    Path directory;

    @Test
    void noRequestFailsWhileVersionsAreSwapped() throws Exception {
        Path home = directory.resolve("home");
        try (HostProcess host = HostProcess.start(home, Map.of("HAZIR_DRAIN", "20s"))) {
            Rest rest = host.rest();
            rest.deploy(calm());
            rest.deploy(AppletSource.of("other", "1.0.0").jar(directory));
            List<Path> jars = List.of(BusyApplet.jar(directory, "1.0.0"), BusyApplet.jar(directory, "1.0.1"));
            rest.deploy(jars.get(1));
            Swaps swaps = new Swaps(rest, jars);
            ProcessFigures before = null;
            Load load = new Load();
            try (load) {
                begin(load, host.url(), swaps.versions(), rest.port("calm", "echo"));
                for (int swap = 1; swap <= SWAPS; swap++) {
                    long asked = load.asked();
                    swaps.swap(swap, load);
                    await().atMost(Patience.LIMIT).until(() -> load.asked() >= asked + REQUESTS_PER_SWAP);
                    if (swap == Math.min(SWAPS, 10)) {
                        before = host.figures();
                    }
                    UpgradeReport.progress(swap, SWAPS, load);
                }
            }
            UpgradeReport.print(load, swaps);
            assertThat(load.failures()).isEmpty();
            await("the class loaders of old versions do not pile up")
                    .atMost(Patience.LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> host.figures().appletLoaders() <= APPLETS + NOT_YET_FORGOTTEN);
            UpgradeReport.print(before, host.figures());
            assertThat(errors(host)).isEmpty();
            assertThat(rest.applet("busy").orElseThrow().path("faults").asInt()).isZero();
        }
    }

    private static void begin(Load load, URI url, Versions versions, int echo) {
        Visits visits = new Visits(url, versions);
        Visits calm = new Visits(url, new Versions("1.0.0"));
        load.client("resource, kept connection", visits.kept(Visits.RESOURCE))
                .client("resource, new connection", visits.fresh(Visits.RESOURCE))
                .client("servlet, kept connection", visits.kept(Visits.SERVLET))
                .client("servlet, new connection", visits.fresh(Visits.SERVLET))
                .client("slow servlet", visits.kept(Visits.SLOW))
                .client("slow servlet", visits.fresh(Visits.SLOW))
                .client("later resource", visits.kept(Visits.LATER))
                .client("long poll", visits.longPoll())
                .client("page", visits.kept(Visits.THYMELEAF))
                .client("static file", visits.kept(Visits.FILE))
                .client("static file", visits.fresh(Visits.FILE))
                .client("upload", visits.upload())
                .client("upload", visits.upload())
                .client("event stream", visits.events())
                .client(
                        "pipelined",
                        visits.pipelined(
                                Visits.RESOURCE, Visits.SERVLET, Visits.FILE, Visits.THYMELEAF, Visits.RESOURCE))
                .client(
                        "another applet",
                        calm.kept(new Visits.Page("/res/calm/version", Pattern.compile("\"([0-9.]+)\""))))
                .client(
                        "another applet",
                        calm.kept(new Visits.Page("/apps/calm/version", Pattern.compile("\"([0-9.]+)\""))))
                .client("another applet's port", Visits.echo(echo));
    }

    private Path calm() {
        return AppletSource.of("calm", "1.0.0").setup("""
                        app.loop().resource("/version", request -> app.info().version());
                        app.loop().handle("/version", request -> app.info().version());
                        app.loop().lines("echo", 0, peer -> peer::send);
                        """).jar(directory);
    }

    private static List<String> errors(HostProcess host) {
        return host.log().stream().filter(line -> line.contains(" ERROR ")).toList();
    }
}
