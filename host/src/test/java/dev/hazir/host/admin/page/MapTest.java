package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The map of a real host: picture, table, text and JSON. */
@Timeout(90)
class MapTest {

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
    void mapHasWhatIsDeployedAndThePictureTheTableAndTheTextSayTheSame() throws Exception {
        JsonNode map = slow.json("/map");
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
                        "route/slow//res/slow/locked",
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
                .map(MapTest::flow)
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
        await().until(() -> {
            slow.send("devices", "a\nb\nc\n");
            return rate("port/slow/devices", "applet/slow") > 0;
        });

        assertThat(places()).isEqualTo(before);
    }

    @Test
    void figuresOfAMomentAreShownAndDoNotChange() throws Exception {
        await("of the other tests").until(() -> rate("port/slow/devices", "applet/slow") == 0);
        // A second of the measurements begins up to one before that of the clock, and a sample may come late.
        long before = Instant.now().getEpochSecond() - 2;
        await().until(() -> {
            slow.send("devices", "a\nb\nc\n");
            return rate("port/slow/devices", "applet/slow") > 0;
        });
        long moment = Instant.now().getEpochSecond();
        await().until(() -> rate("port/slow/devices", "applet/slow") == 0);

        Page then = operator.get("/admin/map?around=applet/slow&at=" + (moment - 1));
        assertThat(then.text()).contains("The figures are those of");
        assertThat(then.document().selectFirst("#ago").attr("value")).startsWith("-");
        assertThat(then.document().selectFirst("a[href^=/admin/map.svg]").attr("href"))
                .contains("at=" + (moment - 1), "around=applet%2Fslow");
        double lines = 0;
        for (long second = before; second <= moment; second++) {
            lines += rate("port/slow/devices", "applet/slow", "/map?at=" + Instant.ofEpochSecond(second));
        }
        assertThat(lines).isPositive();

        Page asked = operator.get("/admin/map?show=p95&ago=-60");
        assertThat(asked.document().select("select[name=show] option[selected]").attr("value"))
                .isEqualTo("p95");
        assertThat(operator.get("/admin/map?ago=0").text()).doesNotContain("The figures are those of");
        for (String nonsense : List.of("soon", "99999999999", "-5", "4102444800", "1")) {
            assertThat(operator.get("/admin/map?at=" + nonsense + "&steps=" + nonsense)
                            .text())
                    .doesNotContain("The figures are those of");
        }
        assertThat(host.send(host.api("/map?at=yesterday")).statusCode()).isEqualTo(400);
    }

    @Test
    void surroundingsReachAsFarAsIsAskedFor() throws Exception {
        int near = boxes("/admin/map?around=clients/slow/devices&steps=1");
        int further = boxes("/admin/map?around=clients/slow/devices");

        assertThat(near).isEqualTo(2);
        assertThat(further).isGreaterThan(near);
        assertThat(operator.get("/admin/map?fit=on").document().select("svg#map.fit"))
                .hasSize(1);
    }

    private static int boxes(String address) throws Exception {
        return operator.get(address).document().select("svg#map a").size();
    }

    private static String places() throws Exception {
        return operator.get("/admin/map").document().select("svg#map rect").stream()
                .map(box -> box.attr("x") + "," + box.attr("y"))
                .collect(Collectors.joining(" "));
    }

    private static double rate(String from, String to) throws Exception {
        return rate(from, to, "/map");
    }

    private static double rate(String from, String to, String call) throws Exception {
        return slow.json(call)
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
}
