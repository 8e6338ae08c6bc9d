package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health, plots, threads and the map of a real host, with an applet that does what applets should not. */
@Timeout(90)
class HealthAndMapTest {

    private static final String SOURCE = """
            package demo;
            import dev.hazir.applet.*;
            import dev.hazir.applet.topic.Topic;
            import java.time.Duration;
            public final class Slow implements Applet {
                private volatile boolean over;
                public void setup(AppletContext app) {
                    Topic<String> news = app.topic("news", String.class);
                    app.loop().resource("/sleep", request -> {
                        Thread.sleep(300);
                        return Thread.currentThread().getName();
                    });
                    app.loop().resource("/wait", request -> news.next(Duration.ofSeconds(20)));
                    app.web().resource("/work", request -> "worked");
                    app.loop().lines("flood", 0, peer -> line -> {
                        for (int i = 0; i < 3_000; i++) {
                            peer.send("x".repeat(4_000));
                        }
                    });
                    app.loop().lines("devices", 0, peer -> news::publish);
                    news.subscribe(app.scope(), message -> {});
                }
                public void started() {
                    Thread poller = new Thread(() -> {
                        while (!over) {
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    }, "poller-1");
                    poller.setDaemon(true);
                    poller.start();
                }
                public void stopping() {
                    over = true;
                }
            }
            """;

    private static final String LINE = "Slow.java:10";

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        operator = new OperatorBrowser(host).signIn();
        Path jar = CompiledJar.in(directory)
                .applet("slow", "1.0.0", "demo.Slow", "name=Slow things")
                .source("demo.Slow", SOURCE)
                .write("slow.jar");
        HttpResponse<String> installed = host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)));
        assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void lineThatBlocksIsNamedOnThePageByRestAndOnTheCommandLineAndCanBeMoved() throws Exception {
        assertThat(host.send(host.request("/res/slow/sleep")).body()).contains("loop-");
        await().until(() -> !json("/why").path("lines").isEmpty());

        JsonNode line = json("/why").path("lines").get(0);
        assertThat(line.path("location").asString()).isEqualTo(LINE);
        assertThat(line.path("calls").asString()).isEqualTo("Thread.sleep");
        assertThat(host.cli("why")).contains(LINE, "resource /res/slow/sleep");
        Page health = operator.get("/admin/health");
        assertThat(health.text()).contains(LINE, "Thread.sleep in resource /res/slow/sleep");
        Page detail =
                operator.get(health.document().selectFirst("td a[href*=blocks]").attr("href"));
        assertThat(detail.document().select("pre mark").text()).contains("slow@1.0.0//demo.Slow");
        assertThat(detail.text()).contains("Let the time pass with loop.after");

        Page moved = operator.submit(detail, "form[action$=move]", Map.of());
        await().until(() -> operator.get(moved.path()).text().contains("runs on worker threads"));
        assertThat(host.send(host.request("/res/slow/sleep")).body()).contains("hazir-worker-");
        assertThat(host.send(host.api("/applets/slow/move")
                                .POST(BodyPublishers.ofString("{\"location\":\"Other.java:1\"}")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(operator.get("/admin/health/blocks/slow/Other.java:1").status())
                .isEqualTo(404);
    }

    @Test
    void whoDoesNotTakeWhatIsSentIsFound() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress("127.0.0.1", port("flood")));
            client.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));

            await().until(() -> !json("/why").path("receivers").isEmpty());
            JsonNode slow = json("/why").path("receivers").get(0);
            assertThat(slow.path("what").asString()).isEqualTo("port flood");
            assertThat(slow.path("remote").asString()).isEqualTo("127.0.0.1:" + client.getLocalPort());
            assertThat(slow.path("unsentBytes").asLong()).isGreaterThan(256 * 1024);
            assertThat(operator.get("/admin/health").text()).contains("port flood");
        }
        await().until(() -> json("/why").path("receivers").isEmpty());
    }

    @Test
    void answersThatAreOwedAreCountedWithTheOldest() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = host.sendAsync(host.request("/res/slow/wait"));

        await().until(() -> json("/why").path("answers").path("waiting").asInt() == 1);
        await().until(() -> json("/why").path("answers").path("oldestMillis").asLong() > 500);
        send("devices", "news\n");
        assertThat(answer.get().body()).isEqualTo("\"news\"");
        await().until(() -> json("/why").path("answers").path("waiting").asInt() == 0);
    }

    @Test
    void whatIsMeasuredComesAsColumnsWithTimesAndAsATable() throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            host.send(host.request("/res/slow/work"));
            return known("applet.requests/slow")
                    && column("applet.requests/slow").stream().anyMatch(v -> v > 0);
        });

        JsonNode metrics = json("/metrics?series=cpu.machine,nothing&from=-5&step=1");
        JsonNode columns = metrics.path("columns");
        assertThat(columns).hasSize(3);
        assertThat(columns.get(0)).isNotEmpty().hasSameSizeAs(columns.get(1));
        long last = columns.get(0).get(columns.get(0).size() - 1).asLong();
        assertThat(Math.abs(last - System.currentTimeMillis() / 1_000)).isLessThan(5);
        assertThat(columns.get(2))
                .allSatisfy(value -> assertThat(value.isNull()).isTrue());
        assertThat(host.send(host.api("/metrics?from=yesterday")).statusCode()).isEqualTo(400);
        assertThat(host.send(host.api("/metrics?step=7")).statusCode()).isEqualTo(400);
        Page plots = operator.get("/admin/health/plots?table=cpu");
        assertThat(plots.document().select("#cpu table th")).hasSize(3);
        assertThat(plots.document().select("#cpu tbody tr")).isNotEmpty();
        assertThat(plots.document().select("#cpu [data-plot]").attr("aria-describedby"))
                .isEqualTo("d-cpu");
        JsonNode drawn = JsonMapper.shared()
                .readTree(operator.get("/admin/health/plots.json").answer().body());
        assertThat(drawn.path("plots").path("cpu").path("series")).hasSize(2);
        assertThat(drawn.path("marks")
                        .valueStream()
                        .map(mark -> mark.path("text").asString()))
                .contains("install slow");
    }

    @Test
    void threadsAreShownByWhoOwnsThem() throws Exception {
        Page threads = operator.get("/admin/health/threads");
        assertThat(threads.document()
                        .select("section[aria-labelledby=loops] summary")
                        .text())
                .contains("loop-1");
        assertThat(threads.document()
                        .select("section[aria-labelledby=applets] summary")
                        .text())
                .contains("poller-1", "slow@1.0.0");
        HttpResponse<String> text = operator.get("/admin/health/threads.txt").answer();
        assertThat(text.headers().firstValue("content-disposition").orElse("")).contains("threads.txt");
        assertThat(text.body()).contains("\"poller-1\" daemon of slow@1.0.0");
        assertThat(host.cli("why", "--threads")).contains("== applets", "\"poller-1\"");
        assertThat(json("/memory")
                        .path("areas")
                        .valueStream()
                        .map(area -> area.path("name").asString()))
                .contains("heap", "classes");
    }

    @Test
    void mapHasWhatIsDeployedAndThePictureTheTableAndTheTextSayTheSame() throws Exception {
        JsonNode map = json("/map");
        Set<String> ids = map.path("nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids)
                .containsExactlyInAnyOrder(
                        "applet/slow",
                        "clients/web",
                        "clients/slow/devices",
                        "clients/slow/flood",
                        "port/slow/devices",
                        "port/slow/flood",
                        "route/slow//res/slow/sleep",
                        "route/slow//res/slow/wait",
                        "route/slow/pages",
                        "topic/slow/news",
                        "to/slow/its timers and tasks");

        Page page = operator.get("/admin/map");
        assertThat(page.document().select("svg#map a")).hasSize(ids.size());
        assertThat(page.document().select("svg#map a.loop text.name").eachText())
                .contains("/res/slow/sleep");
        assertThat(page.document().select("svg#map a.web text.name").eachText()).containsExactly("Pages of slow");
        List<String> table = page.document().select("#flows tbody tr").stream()
                .map(HealthAndMapTest::flow)
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(map.path("edges")
                        .valueStream()
                        .map(edge -> label(map, edge.path("from")) + " > " + label(map, edge.path("to")))
                        .toList());
        assertMermaid(host.cli("map", "--mermaid"), ids.size(), table.size());
        assertThat(operator.get("/admin/map.svg").answer().body())
                .startsWith("<svg ")
                .contains("Slow things");
        assertThat(operator.get("/admin/map?around=topic/slow/news")
                        .document()
                        .select("svg#map a")
                        .size())
                .isBetween(2, ids.size() - 1);
        assertThat(page.document().select("[style]")).isEmpty();
    }

    @Test
    void figuresChangeOnTheMapButNoBoxMoves() throws Exception {
        String before = places();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            send("devices", "a\nb\nc\n");
            return rate("port/slow/devices", "applet/slow") > 0;
        });

        assertThat(places()).isEqualTo(before);
    }

    private static String places() throws Exception {
        return operator.get("/admin/map").document().select("svg#map rect").stream()
                .map(box -> box.attr("x") + "," + box.attr("y"))
                .collect(Collectors.joining(" "));
    }

    private static double rate(String from, String to) throws Exception {
        return json("/map")
                .path("edges")
                .valueStream()
                .filter(edge -> edge.path("from").asString().equals(from)
                        && edge.path("to").asString().equals(to))
                .mapToDouble(edge -> edge.path("value").asDouble(0))
                .sum();
    }

    private static String flow(Element row) {
        return row.child(0).text() + " > " + row.child(1).text();
    }

    private static String label(JsonNode map, JsonNode id) {
        return map.path("nodes")
                .valueStream()
                .filter(node -> node.path("id").equals(id))
                .map(node -> node.path("label").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Every line is one that Mermaid knows, and every name is declared before it is used. */
    private static void assertMermaid(String text, int boxes, int edges) {
        List<String> lines = text.strip().lines().toList();
        assertThat(lines.get(0)).isEqualTo("flowchart LR");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches(
                        "  subgraph [a-z]+|  end|    n\\d+\\[\"[^\"]+\"]|  n\\d+ (-\\.->|-->\\|\"[^\"]+\"\\|) n\\d+"));
        Set<String> declared = lines.stream()
                .filter(line -> line.startsWith("    n"))
                .map(line -> line.strip().split("\\[", 2)[0])
                .collect(Collectors.toSet());
        List<String> arrows =
                lines.stream().filter(line -> line.startsWith("  n")).toList();
        assertThat(declared).hasSize(boxes);
        assertThat(arrows).hasSize(edges).allSatisfy(arrow -> {
            String[] words = arrow.strip().split(" ");
            assertThat(declared).contains(words[0], words[words.length - 1]);
        });
    }

    private static boolean known(String series) throws Exception {
        return json("/metrics")
                .path("known")
                .valueStream()
                .anyMatch(name -> name.asString().equals(series));
    }

    private static List<Double> column(String series) throws Exception {
        return json("/metrics?series=" + series)
                .path("columns")
                .get(1)
                .valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asDouble)
                .toList();
    }

    private static void send(String port, String text) throws Exception {
        try (Socket client = new Socket("127.0.0.1", port(port))) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }
    }

    private static int port(String name) {
        return host.host().ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow()
                .port();
    }

    private static JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(host.send(host.api(path)).body());
    }
}
