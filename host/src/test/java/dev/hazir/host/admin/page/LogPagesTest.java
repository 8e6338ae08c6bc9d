package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.http.Failures;
import dev.hazir.host.security.Role;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of the log, and the stream of what is written while it is open, on a real host. */
class LogPagesTest {

    private static final Logger said = LoggerFactory.getLogger("test.log.Pump");

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        operator = new OperatorBrowser(host).signIn();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void markupInLinesStaysText() throws Exception {
        try (MDC.MDCCloseable applet = MDC.putCloseable("applet", "meter")) {
            said.warn("hostile <script>alert(1)</script>", new IllegalStateException("<img src=x onerror=alert(2)>"));
        }
        Page page = operator.get("/admin/logs?text=hostile");

        assertThat(page.document().select("#log script, #log img")).isEmpty();
        assertThat(page.document().select("#log .row .said").text())
                .contains("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "frames");
        assertThat(page.document().select("#log .row").get(0).className()).contains("WARN");
    }

    @Test
    void startOfTheHostDividesTheLog() throws Exception {
        assertThat(operator.get("/admin/logs?applet=host&text=starts+in")
                        .document()
                        .select("#log .mark")
                        .text())
                .contains("host 0.1.0 started");
    }

    @Test
    void filtersStandInTheAddressAndAreKeptByTheStream() throws Exception {
        Page page = operator.get("/admin/logs?level=WARN&applet=meter&logger=pump&text=a+%26+b");

        assertThat(page.document().getElementById("log").attr("data-stream"))
                .isEqualTo("/admin/logs/stream?level=WARN&applet=meter&logger=pump&text=a+%26+b");
        assertThat(page.document().getElementById("text").val()).isEqualTo("a & b");
        assertThat(operator.get("/admin/logs?level=x&text=%3Cscript%3E%3C").text())
                .contains("No entry is like that");
    }

    @Test
    void whatIsWrittenComesOverTheStreamWithItsTrace() throws Exception {
        try (Stream stream = Stream.open("level=WARN")) {
            said.info("not asked for");
            said.error("pump failed", new IllegalStateException("no water"));
            said.warn("and again");

            JsonNode failed = stream.entry("pump failed");
            assertThat(failed.path("level").asString()).isEqualTo("ERROR");
            assertThat(failed.path("exception").asString()).isEqualTo("java.lang.IllegalStateException: no water");
            assertThat(failed.path("frames").asInt()).isPositive();
            stream.entry("and again");
            assertThat(stream.texts()).doesNotContain("not asked for");
        }
    }

    @Test
    void burstIsCutAndCounted() throws Exception {
        try (Stream stream = Stream.open("logger=pump")) {
            for (int i = 0; i < 10_000; i++) {
                said.info("burst {}", i);
            }
            stream.entry("burst 9999");
            assertThat(stream.texts()).hasSizeLessThan(10_001);
            assertThat(stream.skipped() + stream.texts().size()).isGreaterThanOrEqualTo(10_000);
        }
    }

    @Test
    void strangersGetNoStream() throws Exception {
        assertThat(host.send(host.request("/admin/logs/stream")).statusCode()).isEqualTo(401);
        assertThat(host.send(host.request("/admin/logs/stream").header("cookie", "hazir-admin=guess"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void ninthLogOfAPersonAsksNowAndThenWhileOthersFollow() throws Exception {
        OperatorBrowser kim = new OperatorBrowser(host).signIn("kim", Role.VIEWER);
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                open.add(follow(kim, ""));
                assertThat(open.get(i).statusCode()).isEqualTo(200);
            }
            assertThat(follow(kim, "").statusCode()).isEqualTo(429);
            HttpResponse<InputStream> once = follow(kim, "once");
            assertThat(once.statusCode()).isEqualTo(200);
            String position = once.headers().firstValue("x-position").orElseThrow();
            said.info("while the ninth asks now and then");

            JsonNode news = JsonMapper.shared()
                    .readTree(follow(kim, "once&from=" + URLEncoder.encode(position, StandardCharsets.UTF_8))
                            .body()
                            .readAllBytes());

            assertThat(news.path("entries").findValuesAsString("text")).contains("while the ninth asks now and then");
            try (Stream other = Stream.open("logger=pump")) {
                assertThat(other.texts()).isNotEmpty();
            }
            assertThat(host.cli("logs", "--lines", "3")).as("reads the file").isNotBlank();
            open.remove(0).body().close();
            await().until(() -> {
                HttpResponse<InputStream> again = follow(kim, "");
                open.add(again);
                return again.statusCode() == 200;
            });
        } finally {
            for (HttpResponse<InputStream> one : open) {
                one.body().close();
            }
        }
    }

    private static HttpResponse<InputStream> follow(OperatorBrowser person, String query) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        host.request("/admin/logs/stream?" + query)
                                .header("cookie", person.cookies())
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    @Test
    void browserThatTakesNothingCostsNothing() throws Exception {
        try (Stream stream = Stream.open("logger=pump")) {
            stream.stopReading();
            String filling = "x".repeat(1_000);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 500; i++) {
                    said.info("{} {} {}", round, i, filling);
                }
            }
            said.info("the very last");
            // Others go on as before, and so does this one when it reads again: with the end, and the number of what it
            // missed.
            try (Stream other = Stream.open("logger=pump")) {
                said.info("for the other");
                other.entry("for the other");
            }
            stream.readOn();
            stream.entry("for the other");
            assertThat(stream.skipped()).isPositive();
        }
    }

    @Test
    void levelIsChangedForAWhileAndListedWithWhoSetIt() throws Exception {
        Page page = operator.get("/admin/logs");
        Page changed = operator.submit(
                page,
                "form[action=/admin/logs/levels]:has(input[value=logger])",
                Map.of("name", "test.log", "least", "DEBUG", "minutes", "30"));
        assertThat(changed.document().getElementById("levels").text()).contains("DEBUG logger test.log, until ");
        assertThat(said.isDebugEnabled()).isTrue();

        Page ended = operator.submit(changed, "form[action$=/levels/end]", Map.of());
        assertThat(ended.document().getElementById("levels").text()).contains("No level is changed now");
        assertThat(said.isDebugEnabled()).isFalse();

        Page refused = operator.submit(
                page,
                "form[action=/admin/logs/levels]:has(input[value=logger])",
                Map.of("name", "no name <b>", "least", "DEBUG", "minutes", "30"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select("[role=alert]").text()).contains("'no name <b>' is no name of a logger");
    }

    @Test
    void restAndCommandLineTellTheSameOfTheLog() throws Exception {
        said.warn("searched by rest");
        JsonNode found = JsonMapper.shared()
                .readTree(host.send(host.api("/logs/entries?level=WARN&text=SEARCHED"))
                        .body());
        assertThat(found.get(0).path("text").asString()).isEqualTo("searched by rest");
        assertThat(host.send(host.api("/logs/entries?most=x")).statusCode()).isEqualTo(400);

        assertThat(host.cli("log-level", "--logger", "test.log", "DEBUG")).contains("LOGGER", "test.log", "DEBUG");
        assertThat(said.isDebugEnabled()).isTrue();
        assertThat(host.cli("log-level")).contains("test.log");
        assertThat(host.cli("log-level", "--logger", "test.log")).contains("No level is changed now");
        assertThat(said.isDebugEnabled()).isFalse();
        assertThat(host.cli("log-level", "meter", "LOUD")).contains("expected: one of ERROR");
    }

    @Test
    void downloadHoldsLogSettingsAndThreads() throws Exception {
        said.warn("for the archive");
        Page page = operator.get("/admin/logs");
        Map<String, String> fields = new HashMap<>(Map.of("hours", "1", "applet", ""));
        fields.put("csrf", page.document().selectFirst("main input[name=csrf]").val());
        Map<String, String> files = unzip(operator.download("/admin/logs/download", fields));

        assertThat(files).containsOnlyKeys("log.txt", "settings.txt", "threads.txt");
        assertThat(files.get("log.txt")).contains("for the archive", "downloads the log of the last 1 h");
        assertThat(files.get("threads.txt")).contains("hazir-worker");
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** A browser that follows, over a socket of its own so that it can stop to read. */
    private static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final List<JsonNode> batches = new CopyOnWriteArrayList<>();
        private boolean reading = true; // guarded by this
        private final Thread reader;

        private Stream(String query) throws Exception {
            URI url = host.host().url();
            socket = new Socket();
            socket.setReceiveBufferSize(8 << 10);
            socket.connect(new java.net.InetSocketAddress(url.getHost(), url.getPort()));
            String head = "GET /admin/logs/stream?%s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                    .formatted(query, operator.cookies());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            reader = new Thread(this::read, "reads the stream");
            reader.start();
        }

        static Stream open(String query) throws Exception {
            Stream stream = new Stream(query);
            // It begins at the end of the file: what is said from its first batch on is surely behind that.
            String begun = "begun " + Failures.reference();
            await().until(() -> {
                said.error(begun);
                return stream.texts().contains(begun);
            });
            return stream;
        }

        private void read() {
            StringBuilder line = new StringBuilder();
            try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
                for (int c = in.read(); c >= 0; c = in.read()) {
                    waitUntilReading();
                    if (c != '\n') {
                        line.append((char) c);
                        continue;
                    }
                    if (line.indexOf("data: {") == 0) {
                        batches.add(
                                JsonMapper.shared().readTree(line.substring(6).strip()));
                    }
                    line.setLength(0);
                }
            } catch (IOException e) {
                return; // closed by the test
            }
        }

        private synchronized void waitUntilReading() {
            while (!reading) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody ends this thread", e);
                }
            }
        }

        synchronized void stopReading() {
            reading = false;
        }

        synchronized void readOn() {
            reading = true;
            notifyAll();
        }

        List<String> texts() {
            return batches.stream()
                    .flatMap(batch -> batch.path("entries").valueStream())
                    .map(entry -> entry.path("text").asString())
                    .toList();
        }

        long skipped() {
            return batches.stream()
                    .mapToLong(batch -> batch.path("skipped").asLong())
                    .sum();
        }

        JsonNode entry(String text) {
            await().until(() -> texts().contains(text));
            return batches.stream()
                    .flatMap(batch -> batch.path("entries").valueStream())
                    .filter(entry -> entry.path("text").asString().equals(text))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() throws Exception {
            readOn();
            socket.close();
            reader.join();
        }
    }
}
