package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices stay connected while their applet is replaced again and again. */
class DevicesAtAnUpgradeTest {

    private static final int DEVICES = 200;
    private static final int UPGRADES = 20;

    @TempDir
    Path directory;

    @Test
    void devicesGoOverToEachNewVersionWithTheirStateAndNoAnswerIsLostOrDoubled() throws Exception {
        Path home = directory.resolve("home");
        try (HostProcess host = HostProcess.start(home)) {
            Rest rest = host.rest();
            List<Path> jars = List.of(counting("1.0.0"), counting("1.0.1"));
            rest.deploy(jars.get(0));
            long slowest = 0;
            try (LockStep devices = new LockStep(rest.port("counting", "devices"), DEVICES)) {
                await().atMost(Patience.LIMIT).until(() -> devices.allServedBy("1.0.0"));
                devices.takeSlowestMillis();
                for (int upgrade = 1; upgrade <= UPGRADES; upgrade++) {
                    rest.deploy(jars.get(upgrade % 2));
                    String version = "1.0." + upgrade % 2;
                    await().atMost(Patience.LIMIT)
                            .pollInterval(Duration.ofMillis(10))
                            .until(() -> devices.allServedBy(version));
                    assertThat(devices.failures()).isEmpty();
                    slowest = Math.max(slowest, devices.takeSlowestMillis());
                }
                assertThat(devices.versionsServing()).containsExactly(2);
                System.out.printf("%d answers, the slowest after %d ms%n", devices.answers(), slowest);
            }
            await().atMost(Patience.LIMIT).until(() -> handOvers(host).size() >= UPGRADES);
            handOvers(host).forEach(System.out::println);
            assertThat(handOvers(host))
                    .hasSize(UPGRADES)
                    .allMatch(line -> line.contains(DEVICES + " of " + DEVICES + " connections went over"));
            await().atMost(Patience.LIMIT).until(() -> ports(rest).equals(List.of("1.0.0 open 0")));
            assertThat(rest.applet("counting").orElseThrow().path("faults").asInt())
                    .isZero();
        }
    }

    /** Every other answer comes a little later, so that some are under way whenever a version is replaced. */
    private Path counting(String version) {
        return AppletSource.of("counting", version).setup("""
                        app.loop().lines("devices", 0, LineHandler.of(
                                peer -> new Device(app, peer, 0),
                                (peer, state) -> new Device(app, peer, state.as(Count.class).lines())));
                        """).members("""
                        public record Count(int lines) {}

                        static final class Device implements LineReceiver {
                            private final AppletContext app;
                            private final Peer peer;
                            private int lines;
                            private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

                            Device(AppletContext app, Peer peer, int lines) {
                                this.app = app;
                                this.peer = peer;
                                this.lines = lines;
                            }

                            @Override public void line(String line) {
                                lines++;
                                String answer = app.info().version() + " " + line + " " + lines;
                                if (lines % 2 == 0) {
                                    peer.send(answer);
                                    return;
                                }
                                answered = new CompletableFuture<>();
                                CompletableFuture<Void> last = answered;
                                app.loop().after(Duration.ofMillis(3), () -> {
                                    peer.send(answer);
                                    last.complete(null);
                                });
                            }

                            @Override public Object handOver() {
                                return answered.thenApply(nothing -> new Count(lines));
                            }
                        }
                        """).jar(directory);
    }

    private static List<String> handOvers(HostProcess host) {
        return host.log().stream()
                .filter(line -> line.contains("connections went over"))
                .toList();
    }

    private static List<String> ports(Rest rest) {
        return rest.admin("GET", "ports")
                .json()
                .valueStream()
                .filter(port -> port.path("applet").asString().equals("counting"))
                .map(port -> port.path("version").asString() + " "
                        + port.path("state").asString() + " "
                        + port.path("connections").asInt())
                .toList();
    }
}
