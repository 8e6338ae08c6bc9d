package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Websockets that stay open while their applet is replaced again and again. */
class SocketsAcrossUpgradesTest {

    private static final Logger log = LoggerFactory.getLogger(SocketsAcrossUpgradesTest.class);
    private static final int CLIENTS = 200;
    private static final int UPGRADES = 20;

    @TempDir
    Path directory;

    @Test
    void connectionsTheirStateAndEveryAnswerOutliveTwentyUpgrades() throws Exception {
        List<Path> jars = List.of(counting("1.0.0"), counting("1.0.1"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (HostProcess host = HostProcess.start(directory.resolve("home"))) {
            Rest rest = host.rest();
            rest.deploy(jars.get(0));
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(threads)
                    .build();
            URI url = URI.create("ws" + host.url().toString().substring(4)).resolve("/apps/counting/ask");
            AtomicLong slowest = new AtomicLong();
            List<LockStepSocket> sockets = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                sockets.add(LockStepSocket.open(client, url, slowest));
            }
            awaitAnswersOf("1.0.0", sockets);
            long slowestBefore = slowest.getAndSet(0);
            long longestMove = 0;
            for (int upgrade = 1; upgrade <= UPGRADES; upgrade++) {
                rest.deploy(jars.get(upgrade % 2));
                long begun = System.nanoTime();
                awaitAnswersOf(upgrade % 2 == 0 ? "1.0.0" : "1.0.1", sockets);
                longestMove = Math.max(longestMove, System.nanoTime() - begun);
            }
            sockets.forEach(LockStepSocket::enough);
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                assertThat(faults(sockets)).isEmpty();
                assertThat(sockets).allMatch(LockStepSocket::finished);
            });
            assertThat(sockets).allMatch(socket -> socket.versions().size() == 2);
            assertThat(rest.applet("counting").orElseThrow().path("faults").asInt())
                    .isZero();
            log.info(
                    "{} answers; slowest {} ms while nothing was replaced, {} ms across {} upgrades; all {} clients"
                            + " with the new version at most {} ms after it was live",
                    sockets.stream().mapToLong(LockStepSocket::answers).sum(),
                    TimeUnit.NANOSECONDS.toMillis(slowestBefore),
                    TimeUnit.NANOSECONDS.toMillis(slowest.get()),
                    UPGRADES,
                    CLIENTS,
                    TimeUnit.NANOSECONDS.toMillis(longestMove));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitAnswersOf(String version, List<LockStepSocket> sockets) {
        await().atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            assertThat(faults(sockets)).isEmpty();
            assertThat(sockets).allMatch(socket -> socket.latestVersion().equals(version));
        });
    }

    private static List<String> faults(List<LockStepSocket> sockets) {
        return sockets.stream()
                .map(LockStepSocket::fault)
                .filter(fault -> !fault.isEmpty())
                .toList();
    }

    /** Counts the questions of each connection, and answers every other one from a worker. */
    private Path counting(String version) {
        return AppletSource.of("counting", version).setup("""
                        app.loop().websocket("/ask", WebSocketHandler.of(
                                socket -> new Session(app, socket, 0).begin(),
                                (socket, state) -> new Session(app, socket, state.as(Asked.class).questions()).begin()));
                        """).members("""
                        record Asked(int questions) {}
                        static final class Session {
                            final AppletContext app;
                            final WebSocket socket;
                            int questions;
                            CompletionStage<?> underWay = CompletableFuture.completedFuture(null);
                            Session(AppletContext app, WebSocket socket, int questions) {
                                this.app = app;
                                this.socket = socket;
                                this.questions = questions;
                            }
                            void begin() {
                                socket.onText(this::answer)
                                        .onHandOver(() -> underWay.thenApply(done -> new Asked(questions)));
                            }
                            void answer(String question) {
                                String answer = app.info().version() + " " + ++questions + " " + question;
                                if (questions % 2 == 0) {
                                    socket.send(answer);
                                } else {
                                    underWay = app.blocking(() -> answer).thenAccept(socket::send);
                                }
                            }
                        }
                        """).jar(directory);
    }
}
