package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health, plots and threads of a real host, with an applet that does what applets should not. */
@Timeout(90)
class HealthTest {

    private static final String LINE = "Slow.java:10";

    @TempDir
    static Path directory;

    private static SlowHost slow;
    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        slow = new SlowHost(directory);
        host = slow.host;
        operator = slow.operator;
    }

    @AfterAll
    static void stop() throws Exception {
        slow.close();
    }

    @Test
    void lineThatBlocksIsNamedOnThePageByRestAndOnTheCommandLineAndCanBeMoved() throws Exception {
        // It blocks for 0.3 s, in which a machine that is busy elsewhere may not get to look at it.
        await().until(() -> {
            assertThat(host.send(host.request("/res/slow/sleep")).body()).contains("loop-");
            return slow.json("/why")
                    .path("lines")
                    .valueStream()
                    .anyMatch(line -> line.path("location").asString().equals(LINE)
                            && line.path("calls").asString().equals("Thread.sleep"));
        });

        assertThat(host.cli("why")).contains(LINE, "resource /res/slow/sleep");
        Page health = operator.get("/admin/health");
        assertThat(health.text()).contains(LINE, "Thread.sleep in resource /res/slow/sleep");
        Page detail = operator.get(health.document()
                .selectFirst("td a[href*=blocks]:contains(" + LINE + ")")
                .attr("href"));
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
    void whoHoldsTheLockThatALoopWaitsForIsNamed() throws Exception {
        await().until(() -> {
            assertThat(host.send(host.request("/res/slow/locked")).body()).contains("got it");
            return slow.json("/why")
                    .path("blocks")
                    .valueStream()
                    .anyMatch(block -> block.path("holder").asString().matches("thread hog at Slow\\.java:\\d+"));
        });
        assertThat(operator.get("/admin/health").text()).contains("Slow.java:");
    }

    @Test
    void whoDoesNotTakeWhatIsSentIsFound() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress("127.0.0.1", slow.port("flood")));
            client.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));

            await().until(() -> !slow.json("/why").path("receivers").isEmpty());
            JsonNode receiver = slow.json("/why").path("receivers").get(0);
            assertThat(receiver.path("what").asString()).isEqualTo("port flood");
            assertThat(receiver.path("remote").asString()).isEqualTo("127.0.0.1:" + client.getLocalPort());
            assertThat(receiver.path("unsentBytes").asLong()).isGreaterThan(256 * 1024);
            assertThat(operator.get("/admin/health").text()).contains("port flood");
        }
        await().until(() -> slow.json("/why").path("receivers").isEmpty());
    }

    @Test
    void answersThatAreOwedAreCountedWithTheOldest() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = host.sendAsync(host.request("/res/slow/wait"));

        await().until(() -> slow.json("/why").path("answers").path("waiting").asInt() == 1);
        await().until(() ->
                slow.json("/why").path("answers").path("oldestMillis").asLong() > 500);
        slow.send("devices", "news\n");
        assertThat(answer.get().body()).isEqualTo("\"news\"");
        await().until(() -> slow.json("/why").path("answers").path("waiting").asInt() == 0);
    }

    @Test
    void whatIsMeasuredComesAsColumnsWithTimesAndAsATable() throws Exception {
        await().until(() -> {
            host.send(host.request("/res/slow/work"));
            return known("applet.requests/slow")
                    && column("applet.requests/slow").stream().anyMatch(v -> v > 0);
        });

        long before = Instant.now().getEpochSecond();
        JsonNode metrics = slow.json("/metrics?series=cpu.machine,nothing&from=-5&step=1");
        long after = Instant.now().getEpochSecond();
        JsonNode columns = metrics.path("columns");
        assertThat(columns).hasSize(3);
        assertThat(columns.get(0)).isNotEmpty().hasSameSizeAs(columns.get(1));
        long last = columns.get(0).get(columns.get(0).size() - 1).asLong();
        assertThat(last).as("a second that began before it was asked for").isBetween(before - 1, after);
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
        assertThat(slow.json("/memory")
                        .path("areas")
                        .valueStream()
                        .map(area -> area.path("name").asString()))
                .contains("heap", "classes");
    }

    private static boolean known(String series) throws Exception {
        return slow.json("/metrics")
                .path("known")
                .valueStream()
                .anyMatch(name -> name.asString().equals(series));
    }

    private static List<Double> column(String series) throws Exception {
        return slow.json("/metrics?series=" + series)
                .path("columns")
                .get(1)
                .valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asDouble)
                .toList();
    }
}
