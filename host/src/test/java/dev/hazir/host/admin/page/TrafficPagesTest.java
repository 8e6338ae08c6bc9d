package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.Patience;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.port.PortView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Routes, ports and the pages of errors, as operators and visitors meet them on a real host. */
class TrafficPagesTest {

    private static final int PATIENCE = (int) Patience.LONG.toMillis();
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-Z]{4}-\\d\\d");

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("limits.body", "20KiB"));
        operator = new OperatorBrowser(host).signIn();
        Path jar = TestHost.jar(directory, "traffic", "1.0.0", TrafficApplet.class, TrafficApplet.News.class);
        HttpResponse<String> answer = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void hiddenRouteFollowsWhatIsAskedInsteadAndSaysSo() throws Exception {
        List<Element> rows = rows("/admin/routes?applet=traffic&text=unasked");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).text()).contains("resource TrafficApplet", "event loop", "Hides a resource");
        assertThat(rows.get(0).select(".badge.warn").text()).contains("▲");
        assertThat(rows.get(1).select("td.gone").text()).isEqualTo("/res/traffic/unasked");
        assertThat(rows.get(1).text()).contains("worker", "Hidden by resource TrafficApplet", " 0 ");
    }

    @Test
    void whatIsHiddenOnPurposeIsNoWarning() throws Exception {
        List<Element> rows = rows("/admin/routes?applet=traffic&text=meant");

        assertThat(rows.get(0).select(".badge.warn")).isEmpty();
        assertThat(rows.get(0).text()).contains("on purpose");
        assertThat(rows("/admin/routes?state=hiding"))
                .allMatch(row -> !row.text().contains("/meant"));
    }

    @Test
    void markupInAPatternStaysText() throws Exception {
        Page page = operator.get(
                "/admin/routes?text=onerror&method=GET&path=/res/traffic/odd%3Cimg%20src=x%20onerror=alert(5)%3E");

        assertThat(page.document().select("main img, main [onerror]")).isEmpty();
        assertThat(page.document().select("main tbody tr").text())
                .contains("/res/traffic/odd<img src=x onerror=alert(5)>");
        assertThat(page.document().select("section.notice h2").text()).contains("→ resource TrafficApplet");
    }

    @Test
    void routeThatLosesSomeOfItsPathsSaysHowMany() throws Exception {
        assertThat(rows("/admin/routes?applet=traffic&text=parts/*").get(0).text())
                .contains("except 1 path, see above");
    }

    @Test
    void filtersOfRoutesStandInTheAddress() throws Exception {
        Page page = operator.get("/admin/routes?applet=traffic&state=shadowed&text=MEANT");

        assertThat(page.document().select("main tbody tr")).hasSize(1);
        assertThat(page.document().select("#applet option[selected]").text()).isEqualTo("traffic");
        assertThat(page.document().getElementById("text").val()).isEqualTo("MEANT");
        assertThat(operator.get("/admin/routes?text=nothinglikethat").text()).contains("No route is like that");
        assertThat(operator.get("/admin/routes?state=nonsense").status()).isEqualTo(200);
    }

    @Test
    void requestsOfTheLastHourAreCountedByRoute() throws Exception {
        for (int i = 0; i < 3; i++) {
            host.send(host.request("/res/traffic/parts/one"));
        }
        await().untilAsserted(() -> assertThat(rows("/admin/routes?text=parts/one")
                        .get(0)
                        .select("td.n")
                        .get(0)
                        .text())
                .isEqualTo("3"));
        assertThat(rows("/admin/routes?text=parts/one")
                        .get(0)
                        .select("td.n")
                        .get(1)
                        .text())
                .endsWith(" ms");
    }

    @Test
    void explanationOfThePageIsThatOfTheCommandLine() throws Exception {
        Page page = operator.get("/admin/routes?method=GET&path=/res/traffic/unasked");
        String cli = host.cli("routes", "explain", "GET", "/res/traffic/unasked");

        assertThat(page.document().select("section.notice h2").text())
                .isEqualTo("GET /res/traffic/unasked → resource TrafficApplet of traffic 1.0.0, on the event loop");
        List<Element> candidates = page.document().select("section.notice ol li");
        assertThat(candidates.get(0).text()).contains("exact path", "Answers.");
        assertThat(candidates.get(1).text()).contains("never asked: the event loop is asked before workers");
        assertThat(candidates.get(1).select(".gone")).isNotEmpty();
        assertThat(cli.lines().filter(line -> line.contains("/res/traffic/unasked")))
                .hasSameSizeAs(candidates);
    }

    @Test
    void operatorIsLedFromAnErrorToItsExplanationAndToItsLine() throws Exception {
        Page missing = operator.get("/apps/traffic/no%22such?x=%3Cb%3E");

        assertThat(missing.status()).isEqualTo(404);
        Element why = missing.document().selectFirst("a[href^=/admin/routes]");
        assertThat(operator.get(why.attr("href")).text()).contains("GET /apps/traffic/no\"such", "404");
        Element line = missing.document().selectFirst("a[href^=/admin/logs]");
        assertThat(operator.get(line.attr("href")).text()).contains("404", reference(missing));

        Page visitors = new OperatorBrowser(host).get("/apps/traffic/none");
        assertThat(visitors.document().select("a")).isEmpty();
        assertThat(visitors.text()).contains("Page not found", "Check the address");
    }

    @Test
    void faultShowsVisitorsAReferenceAndNothingElse() throws Exception {
        for (String side : List.of("loop", "worker")) {
            Page fault = new OperatorBrowser(host).get("/res/traffic/fails/" + side);

            assertThat(fault.status()).isEqualTo(500);
            assertThat(fault.text())
                    .contains("This page of traffic could not be shown", "Nothing is wrong with what you sent")
                    .doesNotContain("secret", "Exception", ".java", directory.toString());
            String reference = reference(fault);
            assertThat(operator.get("/admin/logs?text=" + reference).text()).contains(reference);
            assertThat(log()).contains("secret of the " + side);

            String json = host.send(host.request("/res/traffic/fails/" + side)).body();
            assertThat(json).contains("\"status\":500", "\"reference\":\"").doesNotContain("secret", "Exception");
        }
    }

    @Test
    void visitorsAreToldWhatIsTooLargeAndWhatTheyMayNotDo() throws Exception {
        HttpResponse<String> large = host.send(host.request("/res/traffic/parts/x")
                .header("accept", "text/html")
                .POST(BodyPublishers.ofString("x".repeat(100_000))));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("This is too large", "Send less").doesNotContain("Request Entity");

        HttpResponse<String> foreign = host.send(host.request("/res/traffic/parts/x")
                .header("accept", "text/html")
                .header("sec-fetch-site", "cross-site")
                .POST(BodyPublishers.ofString("x")));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("You may not do this");
    }

    @Test
    void portShowsItsConnectionsAndClosesOne() throws Exception {
        try (Socket device = new Socket("127.0.0.1", port("echo"))) {
            device.setSoTimeout(PATIENCE);
            assertThat(say(device, "hello")).isEqualTo("you said hello");

            Page page = operator.get("/admin/ports/traffic/echo");
            assertThat(page.text()).contains("127.0.0.1:" + device.getLocalPort(), "1 · 6 B");
            // One of another test may not be gone yet.
            String own = "tr:contains(127.0.0.1:" + device.getLocalPort() + ") form[action$=/close]";
            Page closed = operator.submit(page, own, Map.of());

            assertThat(closed.text()).contains("is being closed");
            assertThat(device.getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() ->
                assertThat(operator.get("/admin/ports/traffic/echo").text()).contains("Nobody is connected"));
        assertThat(operator.get("/admin/ports/traffic/none").status()).isEqualTo(404);
        assertThat(operator.get("/admin/ports/nobody/echo").status()).isEqualTo(404);
    }

    @Test
    void connectionThatIsGoneAlreadyIsNoFault() throws Exception {
        Page port = operator.get("/admin/ports/traffic/echo");
        String token = port.document().selectFirst("input[name=csrf]").val();

        assertThat(operator.post("/admin/ports/traffic/echo/connections/%3Cb%3E/close", Map.of("csrf", token))
                        .text())
                .contains("Connection <b> was closed already");
    }

    @Test
    void tapShowsWhatPassesAndTellsTheLogWhoLooks() throws Exception {
        Page port = operator.get("/admin/ports/traffic/echo");
        Page tapped = operator.submit(port, "form[action$=/tap]", Map.of());
        assertThat(tapped.text()).contains("taps it until", "This may be normal");

        try (Socket device = new Socket("127.0.0.1", port("echo"))) {
            device.setSoTimeout(PATIENCE);
            say(device, "<script>alert(1)</script>");
            for (int i = 0; i < 60; i++) {
                say(device, "line " + i);
            }
            device.getOutputStream().write(new byte[] {0, (byte) 0xff, 'x', '\n'});
            new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
        }
        Page seen = operator.get("/admin/ports/traffic/echo");
        List<Element> messages = seen.document().select("#tap tbody tr");
        assertThat(messages).hasSize(50);
        assertThat(seen.document().select("#tap script")).isEmpty();
        assertThat(messages.get(0).text()).contains("out");
        assertThat(messages.get(1).text()).contains("in", "0000 00 ff 78", "..x");
        assertThat(messages.get(3).text()).contains("line 59");
        assertThat(operator.get("/admin/ports/traffic/echo?as=hex")
                        .document()
                        .select("#tap tbody tr")
                        .get(3)
                        .text())
                .contains("6c 69 6e 65");
        assertThat(log()).contains("taps the messages of port echo for 60 s");

        Page ended = operator.submit(seen, "form[action$=/tap/end]", Map.of());
        assertThat(ended.document().select("#tap tbody tr")).isEmpty();
        assertThat(operator.get("/admin/ports/traffic/echo").text()).doesNotContain("line 59");
    }

    @Test
    void datagramsAreTappedToo() throws Exception {
        operator.submit(operator.get("/admin/ports/traffic/news"), "form[action$=/tap]", Map.of());
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE);
            byte[] news = "news".getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(news, 4, InetAddress.getLoopbackAddress(), port("news")));
            socket.receive(new DatagramPacket(new byte[9], 9));
        }
        assertThat(operator.get("/admin/ports/traffic/news").document().select("#tap tbody tr"))
                .hasSize(2)
                .allMatch(row -> row.text().contains("news"));
    }

    @Test
    void topicShowsItsSubscribersAndWhatPasses() throws Exception {
        WebSocket listener = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(host.host().url().toString().replace("http", "ws") + "/apps/traffic/listen"),
                        new WebSocket.Listener() {})
                .join();
        Page topics = operator.get("/admin/topics");
        String address = topics.document().selectFirst("a[href*=news]").attr("href");
        // The websocket subscribes a moment after its client hears that it is open.
        await().untilAsserted(
                        () -> assertThat(operator.get(address).text()).contains("websocket /apps/traffic/listen"));
        Page topic = operator.get(address);
        assertThat(topic.text()).contains("news/all of traffic", "News");

        Page tapped = operator.submit(topic, "form[action=/admin/topics/tap]", Map.of());
        assertThat(tapped.text()).contains("taps it until", "This may be normal");
        host.send(host.request("/res/traffic/publish"));
        Page seen = operator.get(topic.path() + "?applet=traffic&name=news/all");
        assertThat(seen.document().select("#tap script")).isEmpty();
        assertThat(seen.document().select("#tap tbody tr").text())
                .contains("{\"text\":\"<script>alert(3)</script>\",\"number\":7}");
        assertThat(seen.text()).contains("1 published");
        listener.abort();

        assertThat(operator.get("/admin/topics/one?applet=traffic&name=%3Cscript%3E")
                        .status())
                .isEqualTo(404);
        assertThat(operator.get("/admin/topics/one").status()).isEqualTo(404);
    }

    @Test
    void restAndCommandLineTellTheSameOfTopicsPortsAndTaps() throws Exception {
        assertThat(host.cli("topics")).containsPattern("traffic +news/all +News +\\d+ subscribers");
        assertThat(host.send(host.api("/topics")).body()).contains("\"name\":\"news/all\"");
        assertThat(host.send(host.api("/ports/traffic/echo/tap")).statusCode()).isIn(200, 404);

        JsonNode tap = json(host.send(host.api("/ports/traffic/echo/tap").POST(BodyPublishers.noBody())));
        assertThat(tap.path("running").asBoolean()).isTrue();
        try (Socket device = new Socket("127.0.0.1", port("echo"))) {
            device.setSoTimeout(PATIENCE);
            say(device, "by rest");
            JsonNode connections = json(host.send(host.api("/ports/traffic/echo/connections")));
            String id = connections
                    .valueStream()
                    .filter(one -> one.path("remote").asString().endsWith(":" + device.getLocalPort()))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
            assertThat(json(host.send(host.api("/ports/traffic/echo/tap")))
                            .at("/messages/1/text")
                            .asString())
                    .isEqualTo("by rest");
            assertThat(host.send(host.api("/ports/traffic/echo/connections/" + id)
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(200);
        }
        host.send(host.api("/ports/traffic/echo/tap").DELETE());
        assertThat(host.send(host.api("/ports/traffic/echo/tap")).statusCode()).isEqualTo(404);
        for (String missing :
                List.of("/ports/traffic/none/tap", "/ports/nobody/echo/connections", "/topics/tap?applet=x&name=y")) {
            assertThat(host.send(host.api(missing)).statusCode()).as(missing).isEqualTo(404);
        }
        assertThat(host.send(host.api("/topics/tap")).statusCode()).isEqualTo(400);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<Element> rows(String path) throws Exception {
        Document document = operator.get(path).document();
        return document.select("main tbody tr");
    }

    private static String reference(Page page) {
        Matcher matcher = REFERENCE.matcher(page.text());
        assertThat(matcher.find()).as(page.text()).isTrue();
        return matcher.group();
    }

    private static int port(String name) {
        return host.host().ports().stream()
                .filter(port -> port.name().equals(name))
                .mapToInt(PortView::port)
                .findFirst()
                .orElseThrow();
    }

    private static String say(Socket device, String line) throws IOException {
        device.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        for (int c = device.getInputStream().read();
                c > 0 && c != '\n';
                c = device.getInputStream().read()) {
            answer.append((char) c);
        }
        return answer.toString();
    }

    private static String log() throws IOException {
        return Files.readString(host.home().resolve("logs/hazir.log"));
    }
}
