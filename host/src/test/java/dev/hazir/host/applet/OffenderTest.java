package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Request;
import dev.hazir.host.TestHost;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.operation.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
class OffenderTest {

    private static final Duration LONG = Duration.ofMillis(250);

    @TempDir
    static Path directory;

    /** For all who do not need other settings: each has an applet of its own. */
    private static TestHost shared;

    /** The applet that blocks. */
    private String applet = "";

    @BeforeAll
    static void start() throws Exception {
        shared = TestHost.start(directory.resolve("shared"));
        deploy(shared, "quick", Quick.class);
    }

    @AfterAll
    static void stop() throws Exception {
        shared.close();
    }

    /** Blocks in four ways, each until a file is there. */
    public static final class Blocking implements Applet {

        @Override
        public void setup(AppletContext app) {
            Loop loop = app.loop();
            loop.resource("/sleep", request -> {
                entered(file(request));
                while (!Files.exists(file(request))) {
                    Thread.sleep(5);
                }
                return threadKind();
            });
            loop.resource("/spin", request -> {
                entered(file(request));
                long turns = 0;
                while (turns++ % 50_000 != 0 || !Files.exists(file(request))) {
                    Thread.onSpinWait();
                }
                return threadKind();
            });
            loop.resource("/lock", request -> {
                entered(file(request));
                Object lock = new Object();
                CountDownLatch held = new CountDownLatch(1);
                Thread holder = new Thread(() -> {
                    synchronized (lock) {
                        held.countDown();
                        while (!Files.exists(file(request))) {
                            LockSupport.parkNanos(5_000_000);
                        }
                    }
                });
                holder.start();
                held.await();
                synchronized (lock) {
                    return threadKind();
                }
            });
            loop.websocket("/live", socket -> {
                List<Integer> seen = new ArrayList<>();
                socket.onText(text -> {
                    seen.add(seen.size());
                    entered(Path.of(text));
                    while (text.startsWith("/") && !Files.exists(Path.of(text))) {
                        Thread.sleep(5);
                    }
                    socket.send(seen.size() + " " + threadKind());
                });
            });
            loop.lines("devices", 0, peer -> {
                List<String> seen = new ArrayList<>();
                return line -> {
                    seen.add(line);
                    entered(Path.of(line));
                    while (line.startsWith("/") && !Files.exists(Path.of(line))) {
                        Thread.sleep(5);
                    }
                    peer.send(seen.size() + " " + threadKind());
                };
            });
            loop.resource("/read", request -> {
                Path path = Path.of(request.query("pipe").orElseThrow());
                entered(path);
                try (InputStream pipe = Files.newInputStream(path)) {
                    pipe.read();
                }
                return threadKind();
            });
        }

        /** Leaves word for the test that a call has begun. */
        private static void entered(Path file) throws IOException {
            if (file.isAbsolute()) {
                Files.writeString(file.resolveSibling(file.getFileName() + ".entered"), "");
            }
        }

        private static Path file(Request request) {
            return Path.of(request.query("file").orElseThrow());
        }

        private static String threadKind() {
            return Thread.currentThread().getName().startsWith("loop-") ? "loop" : "worker";
        }
    }

    /** Answers at once. */
    public static final class Quick implements Applet {
        @Override
        public void setup(AppletContext app) {
            app.loop().resource("/now", request -> "now");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "spin", "lock", "read"})
    void handlerThatBlocksAgainAndAgainIsNamedWithItsVictimsAndMovedToWorkers(String way) throws Exception {
        applet = "blocks-by-" + way;
        TestHost host = shared;
        deploy(host, applet, Blocking.class);
        List<Socket> victims = connect(host);
        for (int i = 1; i <= 3; i++) {
            CompletableFuture<HttpResponse<String>> blocked = call(host, way, i);
            await().until(() -> blocksLong(host));
            askQuick(victims);
            release(way, i);
            assertThat(blocked.get().body()).contains("loop");
            readAnswers(victims);
            int reports = i;
            await().until(() -> longBlocks(host).size() == reports);
        }

        BlockReport report = longBlocks(host).get(0);
        assertThat(report.applet()).isEqualTo(applet);
        assertThat(report.location()).startsWith("OffenderTest.java:");
        assertThat(report.trigger()).contains("resource /res/" + applet + "/" + way);
        assertThat(report.starved()).isFalse();
        assertThat(longBlocks(host))
                .anySatisfy(one -> assertThat(one.victims())
                        .extracting(BlockReport.Victim::applet)
                        .contains("quick"));
        assertThat(host.send(host.api("/why")).body())
                .contains("\"location\":\"" + report.location() + "\"")
                .contains("{\"applet\":\"quick\",\"calls\":");
        await().until(() -> problems(host, "LOOP-202").size() == 1);
        assertThat(problems(host, "LOOP-202").get(0).why()).contains(report.location());

        CompletableFuture<HttpResponse<String>> moved = call(host, way, 4);
        await().until(() -> entered(way, 4));
        askQuick(victims);
        readAnswers(victims);
        assertThat(moved).isNotDone();
        release(way, 4);
        assertThat(moved.get().body()).contains("worker");
        for (Socket victim : victims) {
            victim.close();
        }
    }

    @Test
    void websocketsOfAMovedRouteKeepTheirOrder() throws Exception {
        applet = "live";
        TestHost host = shared;
        deploy(host, applet, Blocking.class);
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        WebSocket socket = open(host, answers);
        for (int i = 1; i <= 3; i++) {
            socket.sendText(directory.resolve(applet + "live" + i).toString(), true)
                    .join();
            await().until(() -> blocksLong(host));
            release("live", i);
            int number = i;
            await().until(() -> answers.size() == number && longBlocks(host).size() == number);
        }
        await().until(() -> problems(host, "LOOP-202").size() == 1);

        assertThat(explained(host, "/apps/" + applet + "/live")
                        .at("/answer/thread")
                        .asString())
                .isEqualTo("worker");
        socket.sendText(directory.resolve(applet + "live4").toString(), true).join();
        for (int i = 5; i <= 20; i++) {
            socket.sendText("at once", true).join();
        }
        await().until(() -> entered("live", 4));
        List<Socket> others = connect(host);
        assertThat(answers).hasSize(3);
        release("live", 4);
        await().until(() -> answers.size() == 20);
        assertThat(answers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> number + (number < 4 ? " loop" : " worker"))
                        .toList());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        for (Socket other : others) {
            other.close();
        }
    }

    @Test
    void connectionsOfAMovedPortKeepTheirOrderAndAreAnsweredToTheEnd() throws Exception {
        applet = "devices";
        TestHost host = shared;
        deploy(host, applet, Blocking.class);
        int port = host.host().ports().stream()
                .filter(one -> one.applet().equals(applet))
                .findFirst()
                .orElseThrow()
                .port();
        try (Socket device = new Socket("127.0.0.1", port)) {
            device.setSoTimeout(30_000);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.UTF_8));
            for (int i = 1; i <= 3; i++) {
                send(device, directory.resolve(applet + "line" + i).toString());
                await().until(() -> blocksLong(host));
                release("line", i);
                assertThat(answers.readLine()).isEqualTo(i + " loop");
                int number = i;
                await().until(() -> longBlocks(host).size() == number);
            }
            await().until(() -> problems(host, "LOOP-202").size() == 1);

            send(device, directory.resolve(applet + "line4").toString());
            for (int i = 5; i <= 20; i++) {
                send(device, "at once");
            }
            device.shutdownOutput();
            await().until(() -> entered("line", 4));
            List<Socket> others = connect(host);
            release("line", 4);
            for (int i = 4; i <= 20; i++) {
                assertThat(answers.readLine()).isEqualTo(i + " worker");
            }
            assertThat(answers.readLine()).isNull();
            for (Socket other : others) {
                other.close();
            }
        }
    }

    private static void send(Socket device, String line) throws IOException {
        device.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private WebSocket open(TestHost host, Queue<String> answers) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(host.host().url().toString().replace("http", "ws") + "/apps/" + applet + "/live"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                                answers.add(data.toString());
                                webSocket.request(1);
                                return CompletableFuture.completedStage(null);
                            }
                        })
                .join();
    }

    @Test
    void offenderIsStoppedWhenTheOperatorWantsThat() throws Exception {
        applet = "stopped";
        try (TestHost host = TestHost.start(directory.resolve("stopping"), Map.of("loop.offenders", "stop"))) {
            deploy(host, applet, Blocking.class);
            blockThreeTimes(host);
            await().until(() ->
                    host.host().applets().find(applet).orElseThrow().state().equals("disabled"));
            assertThat(host.host().applets().find(applet).orElseThrow().reason())
                    .contains("kept event loops waiting")
                    .contains("OffenderTest.java:");
        }
    }

    @Test
    void offenderIsOnlyReportedWhenTheOperatorWantsThatAndANewDeploymentBeginsAnew() throws Exception {
        applet = "reported";
        try (TestHost host = TestHost.start(directory.resolve("reporting"), Map.of("loop.offenders", "report"))) {
            deploy(host, applet, Blocking.class);
            blockThreeTimes(host);
            assertThat(longBlocks(host)).hasSize(3);
            assertThat(problems(host, "LOOP-202")).isEmpty();
        }
    }

    @Test
    void aNewDeploymentOfAMovedHandlerBeginsOnTheLoop() throws Exception {
        applet = "renewed";
        ManualTime time = new ManualTime();
        try (TestHost host = TestHost.start(directory.resolve("renewing"), time, Map.of())) {
            deploy(host, applet, Blocking.class);
            blockAgain(host, 5);
            blockAgain(host, 6);
            time.advance(Duration.ofMinutes(11)); // by a clock that was set back meanwhile these are not long ago
            time.jump(Duration.ofMinutes(-11));
            blockAgain(host, 4);
            explainsAsItAnswers(host, 7, "loop");
            blockAgain(host, 1);
            blockAgain(host, 2);
            await().until(() -> problems(host, "LOOP-202").size() == 1);
            explainsAsItAnswers(host, 8, "worker");
            Applets.await(host.host().applets().restart(applet, "test"));
            assertThat(problems(host, "LOOP-202")).isEmpty();
            explainsAsItAnswers(host, 9, "loop");
        }
    }

    /** What {@code routes explain} says of the thread is where the handler then runs. */
    private void explainsAsItAnswers(TestHost host, int number, String thread) throws Exception {
        JsonNode explained = explained(host, "/res/" + applet + "/sleep");
        release("sleep", number);
        assertThat(call(host, "sleep", number).get().body()).contains(thread);
        assertThat(explained.at("/answer/thread").asString()).endsWith(thread);
        assertThat(explained.at("/candidates/0/thread").asString()).endsWith(thread);
        if (thread.equals("worker")) {
            String why = explained.at("/answer/moved").asString();
            assertThat(why).contains("3 times", "at OffenderTest.java:");
            assertThat(host.cli("routes", "explain", "GET", "/res/" + applet + "/sleep"))
                    .contains("(" + applet + ", worker)")
                    .contains("Moved off the event loops. " + why);
        } else {
            assertThat(explained.at("/answer/moved").asString()).isEmpty();
        }
    }

    private static JsonNode explained(TestHost host, String path) throws Exception {
        return new JsonMapper()
                .readTree(host.send(host.api("/routes/explain")
                                .POST(BodyPublishers.ofString("{\"method\":\"GET\",\"path\":\"" + path + "\"}")))
                        .body());
    }

    private void blockThreeTimes(TestHost host) throws Exception {
        for (int i = 1; i <= 3; i++) {
            blockAgain(host, i);
        }
    }

    private void blockAgain(TestHost host, int number) throws Exception {
        int before = longBlocks(host).size();
        CompletableFuture<HttpResponse<String>> blocked = call(host, "sleep", number);
        await().until(() -> blocksLong(host));
        release("sleep", number);
        blocked.get();
        await().until(() -> longBlocks(host).size() == before + 1);
    }

    private static void deploy(TestHost host, String id, Class<?> main) throws Exception {
        Applets.await(host.host()
                .applets()
                .deploy(TestHost.jar(directory, id, "1.0.0", main), Applets.Intent.INSTALL, "test"));
    }

    private CompletableFuture<HttpResponse<String>> call(TestHost host, String way, int number) throws Exception {
        Path file = directory.resolve(applet + way + number);
        if (way.equals("read")) {
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();
        }
        String query = way.equals("read") ? "?pipe=" + file : "?file=" + file;
        return HttpClient.newHttpClient()
                .sendAsync(
                        host.request("/res/" + applet + "/" + way + query).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void release(String way, int number) throws IOException {
        Files.writeString(directory.resolve(applet + way + number), "x");
    }

    /** Whether the applet blocks an event loop, and for long enough already. */
    private boolean blocksLong(TestHost host) {
        return host.host().watch().blockedNow().stream()
                .anyMatch(report ->
                        report.applet().equals(applet) && report.duration().compareTo(LONG) > 0);
    }

    /** Reports on calls that were long because the test made them so. */
    private List<BlockReport> longBlocks(TestHost host) {
        return host.host().watch().reports().stream()
                .filter(report -> report.applet().equals(applet))
                .filter(report -> report.duration().compareTo(LONG) > 0)
                .toList();
    }

    private List<Problem> problems(TestHost host, String code) {
        return host.host().applets().problems().stream()
                .filter(problem -> problem.code().equals(code) && applet.equals(problem.applet()))
                .toList();
    }

    private boolean entered(String way, int number) {
        return Files.exists(directory.resolve(applet + way + number + ".entered"));
    }

    /** Eight connections on which something was answered already, so that some are on each loop. */
    private static List<Socket> connect(TestHost host) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket("127.0.0.1", host.host().url().getPort());
            socket.setSoTimeout(30_000);
            sockets.add(socket);
        }
        askQuick(sockets);
        readAnswers(sockets);
        return sockets;
    }

    private static void askQuick(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.getOutputStream()
                    .write("GET /res/quick/now HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void readAnswers(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().endsWith("\"now\"")) {
                int next = socket.getInputStream().read();
                assertThat(next).as(answer.toString()).isNotNegative();
                answer.append((char) next);
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 200");
        }
    }
}
