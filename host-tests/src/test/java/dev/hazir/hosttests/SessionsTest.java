package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a visitor and an operator have left with an applet is there after everything that can happen to it. */
class SessionsTest {

    private static final Path DATA = Path.of("data", "shop");

    @TempDir
    Path directory;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    @Test
    void sessionSettingsAndFilesOutliveEveryAct() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> data;
        try (HostProcess host = HostProcess.start(home)) {
            Rest rest = host.rest();
            rest.deploy(version("1.0.0", 1));
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Shop 1");
            assertThat(rest.put("applets/shop/settings", "{\"title\": \"Corner shop\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 2");
            data = data(home);
            assertThat(data).containsOnlyKeys("files/till.bin");

            rest.deploy(version("1.1.0", 1));
            assertThat(ask(host, "add")).isEqualTo("1.1.0 Corner shop 3");
            rest.act("POST", "applets/shop/rollback");
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 4");
            rest.act("POST", "applets/shop/restart");
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 5");
            rest.act("POST", "applets/shop/disable");
            rest.act("POST", "applets/shop/enable");
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 6");
            assertThat(data(home)).isEqualTo(data);
        }
        try (HostProcess host = HostProcess.start(home)) {
            Path saved = savedSession(home);
            byte[] before = Files.readAllBytes(saved);
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 7");
            await().atMost(Patience.LIMIT)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> !Arrays.equals(before, Files.readAllBytes(saved)));
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home)) {
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Corner shop 8");
            assertThat(data(home)).isEqualTo(data);
            assertThat(host.cli("remove", "shop", "--erase-data").exit()).isZero();
            await().atMost(Patience.LIMIT).until(() -> !Files.exists(home.resolve(DATA)));
            host.rest().deploy(version("1.0.0", 1));
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Shop 1");
        }
    }

    @Test
    void sessionWhoseClassesHaveChangedStaysWithItsVersionUntilTheDrainEnds() throws Exception {
        try (HostProcess host = HostProcess.start(directory.resolve("home"))) {
            Rest rest = host.rest();
            rest.deploy(version("1.0.0", 1));
            ask(host, "add");
            rest.deploy(version("2.0.0", 2));
            assertThat(ask(host, "add")).isEqualTo("1.0.0 Shop 2");
            JsonNode holding =
                    rest.admin("GET", "applets/shop").json().path("draining").path(0);
            assertThat(holding.toString()).contains("\"session\"");
            assertThat(host.cli("drain", "shop").out()).contains("session");

            assertThat(host.cli("drain", "shop", "--end").exit()).isZero();
            await().atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(rest.admin("GET", "applets/shop")
                                    .json()
                                    .path("draining")
                                    .isEmpty())
                            .isTrue());
            assertThat(ask(host, "add")).isEqualTo("2.0.0 Shop 1");
        }
    }

    private String ask(HostProcess host, String path) throws IOException, InterruptedException {
        URI uri = host.url().resolve("/apps/shop/" + path);
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Path savedSession(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(DATA).resolve("sessions"))) {
            return files.filter(file -> file.toString().endsWith(".session"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Everything that belongs to the applet but its sessions, by the digests of its bytes. */
    private static Map<String, String> data(Path home) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Path root = home.resolve(DATA);
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!name.startsWith("sessions")) {
                    contents.put(name, HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
                }
            }
        }
        return contents;
    }

    private Path version(String version, int classes) {
        return AppletSource.of("shop", version)
                .setup("""
                        Settings settings = app.settings(Settings.class);
                        Path till = app.files().resolve("till.bin");
                        if (!Files.exists(till)) {
                            byte[] bytes = new byte[4096];
                            new Random(1).nextBytes(bytes);
                            Files.write(till, bytes);
                        }
                        app.web().servlet("/add", new Add("%s " + settings.title()));
                        """.formatted(version))
                .members("""
                        record Settings(String title) {
                            public Settings() { this("Shop"); }
                        }
                        static final class Basket implements Serializable {
                            private static final long serialVersionUID = %d;
                            int things;
                        }
                        static final class Add extends HttpServlet {
                            private final String text;
                            Add(String text) { this.text = text; }
                            @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                HttpSession session = request.getSession();
                                Basket basket = (Basket) session.getAttribute("basket");
                                if (basket == null) {
                                    basket = new Basket();
                                }
                                basket.things++;
                                session.setAttribute("basket", basket);
                                response.getWriter().print(text + " " + basket.things);
                            }
                        }
                        """.formatted(classes))
                .jar(directory);
    }
}
