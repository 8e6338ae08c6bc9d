package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Markup and scripts in everything that an applet or a client can name: pages show them as text, whatever shows them. */
class InjectionTest {

    private static final JsonMapper json = new JsonMapper();

    /** Leaves an attribute, runs in three ways, and would act with the rights of the reader. */
    private static final String EVIL =
            "\"><img src=x onerror=hit()><script>hit()</script><b class=smuggled hx-get=/admin/evil hx-trigger=load>'";

    /** The same in a name of a file, which has no slash. */
    private static final String EVIL_FILE = "<img src=x onerror=hit()><b class=smuggled>.txt";

    /** A file that would add a header to the answer that it is saved from. */
    private static final String SPLIT_FILE = "a\"\r\nSet-Cookie: evil=1\r\n\r\nb.txt";

    /** Notes that something ran. */
    private static final String WATCH = "window.hits = 0; window.hit = () => { hits++; };";

    /** What came of text: how often it ran, and the elements and addresses it became. */
    private static final String CAME_OF_IT = """
            hits + ' ' + document.querySelectorAll('.smuggled, img[src=x], [onerror]').length + ' '
                + [...document.querySelectorAll('a[href], [action], [src]')]
                    .filter(one => /^\\s*(javascript|data:text)/i.test(one.href || one.action || one.src)).length
            """;

    private static final String SETTINGS = """
            public record Row(@Label(EVIL) String name) { public Row() { this(EVIL); } }
            public record Settings(@Label(EVIL) @Help(EVIL) String title, @Label(EVIL) int number, @Lines(3) String story,
                    List<String> names, List<Row> rows) {
                public Settings() { this(EVIL, 7, EVIL, List.of(EVIL), List.of(new Row())); }
            }
            public record News(String text) {}
            static final String EVIL = %s;
            static final String FILE = %s;
            static final String SPLIT = %s;
            """;

    private static final String SETUP = """
            app.settings(Settings.class);
            Topic<News> news = app.topic("news", News.class);
            app.loop().resource("/publish", request -> { news.publish(new News(EVIL)); return EVIL; });
            app.loop().resource("/odd<img src=x onerror=hit()>", request -> "odd");
            app.web().resource("/odd<img src=x onerror=hit()>", request -> "hidden");
            app.loop().websocket("/listen", socket -> news.subscribe(socket, socket::sendJson));
            app.loop().resource("/fails", request -> { throw new IllegalStateException(EVIL); });
            app.loop().resource("/sleep/{name}", request -> { for (int i = 0; i < 55; i++) Thread.sleep(20); return "slept"; });
            app.web().servlet("/broken", new HttpServlet() {
                @Override protected void doGet(HttpServletRequest q, HttpServletResponse a) {
                    throw new IllegalStateException(EVIL, new IOException(EVIL));
                }
            });
            app.loop().lines("devices", 0, peer -> line -> {
                if (line.startsWith("fail")) throw new IllegalStateException("no reading: " + line);
                peer.send(line);
            });
            Thread named = new Thread(() -> {
                org.slf4j.LoggerFactory.getLogger(EVIL).error(EVIL, new IllegalStateException(EVIL));
                org.slf4j.LoggerFactory.getLogger("demo.Evil").warn("{} and\\n{}", EVIL, EVIL);
            }, EVIL);
            named.start();
            named.join();
            Files.writeString(app.files().resolve(FILE), EVIL);
            Files.writeString(app.files().resolve(SPLIT), EVIL);
            """;

    private static final String DOES_NOT_START = """
            @Override public void started() { throw new IllegalStateException(EVIL); }
            """;

    @TempDir
    static Path directory;

    private static FurnishedHost host;
    private static HostProcess process;
    private static Browser browser;
    private static PageWatch watch;
    private static List<String> offencesOfADeveloper;
    private static Socket device;

    private static final Map<String, String> came = new HashMap<>();
    private static final Map<String, String> texts = new HashMap<>();

    @BeforeAll
    static void putMarkupEverywhereAndLook() throws Exception {
        browser = Browser.start(directory).before(WATCH);
        offencesOfADeveloper = lookAtAHostOfADeveloper();
        host = FurnishedHost.bare(directory);
        process = host.process();
        watch = PageWatch.over(browser, host.page("/"));
        install();
        act();
        browser.open(host.page("/admin/login?next=" + encoded("javascript:hit()")));
        browser.evaluate("document.querySelector('#name').value = " + json.writeValueAsString(EVIL) + "; ''");
        browser.evaluate("document.querySelector('#password').focus(); ''");
        browser.type("wrong password of nobody");
        browser.press("Enter");
        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("document.readyState + (document.querySelector('#wrong') !== null)")
                        .equals("completetrue"));
        note("/admin/login wrong");
        browser.tools().call("Network.setUserAgentOverride", Map.of("userAgent", "<img src=x onerror=hit()>"));
        host.signIn(browser, FurnishedHost.ADMIN);
        for (String page : List.of(
                "/admin/ports/evil/devices", // these two show for some minutes only what was tapped
                "/admin/topics/one?applet=evil&name=news",
                "/admin/routes?method=GET&path=" + encoded("/apps/evil/" + EVIL),
                "/admin/search?q=" + encoded(EVIL),
                "/admin/logs?text=" + encoded(EVIL),
                "/admin/topics/one?applet=" + encoded(EVIL) + "&name=" + encoded(EVIL),
                "/admin/nothing/" + encoded(EVIL).replace("+", "%20"),
                "/admin/applets/" + encoded("<b class=smuggled>").replace("+", "%20"),
                "/apps/evil/broken",
                "/apps/evil/nothing" + encoded(EVIL).replace("+", "%20"),
                "/")) {
            look(host.page(page));
        }
        new SiteCrawl(browser, 2).from(host.page("/admin/"), InjectionTest::look);
        look(host.page("/admin/applets/fails"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (device != null) {
            device.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void nothingThatIsTextRanOrBecameAnElement() {
        assertThat(came)
                .hasSizeGreaterThan(40)
                .allSatisfy((page, it) -> assertThat(it).as(page).isEqualTo("0 0 0"));
        assertThat(watch.offences().stream().filter(one -> !one.contains("status of 404")))
                .isEmpty();
        assertThat(offencesOfADeveloper).isEmpty();
    }

    @Test
    void markupIsShownAsText() {
        List<String> pages = List.of(
                "/admin/",
                "/admin/login wrong",
                "/admin/applets",
                "/admin/applets/{id}",
                "/admin/applets/{id}/settings",
                "/admin/applets/{id}/files",
                "/admin/applets/{id}/versions",
                "/admin/operations",
                "/admin/problems",
                "/admin/logs",
                "/admin/routes",
                "/admin/ports/{applet}/{name}",
                "/admin/topics/one",
                "/admin/settings/access",
                "/admin/settings/audit",
                "/admin/account",
                "/admin/map",
                "/admin/search",
                "/admin/backups/{name}",
                "a developer's /apps/evil/broken",
                "a developer's /res/evil/fails");

        assertThat(pages)
                .filteredOn(page -> texts.entrySet().stream()
                        .noneMatch(one -> (one.getKey() + "?").startsWith(page + "?")
                                && one.getValue().contains("onerror=hit()>")))
                .as("pages that do not show what they were given")
                .isEmpty();
    }

    @Test
    void valuesThatArriveWhileAPageIsOpenAreTextToo() {
        look(host.page("/admin/"));
        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("document.querySelector('#live').innerText")
                        .contains("Live"));
        process.rest().act("POST", "applets/evil/disable");
        try {
            await().atMost(Patience.LIMIT)
                    .until(() -> browser.evaluate("document.querySelector('main table').innerText")
                            .contains("Stopped"));
            note("live");
            assertThat(came.get("live")).isEqualTo("0 0 0");
        } finally {
            process.rest().act("POST", "applets/evil/enable");
        }
    }

    @Test
    void namesOfFilesAddNoHeaders() {
        for (String path : List.of(
                "applets/evil/files/one?path=" + encoded(SPLIT_FILE),
                "applets/evil/files/one?path=" + encoded(EVIL_FILE))) {
            Rest.Answer file = process.rest().admin("GET", path);
            assertThat(file.text()).isEqualTo(EVIL);
            assertThat(file.response().headers().map()).doesNotContainKey("set-cookie");
            assertThat(file.response().headers().firstValue("content-disposition"))
                    .hasValueSatisfying(
                            value -> assertThat(value).startsWith("attachment;").doesNotContain("<"));
            assertThat(file.response().headers().firstValue("content-type")).contains("application/octet-stream");
        }
    }

    @Test
    void peopleAndTokensHaveNoMarkupInTheirNames() {
        for (String name : List.of("<img src=x onerror=hit()>", "a\r\nb", "\"><b>")) {
            Map<String, String> wish = Map.of("name", name, "role", "viewer", "password", FurnishedHost.PASSWORD);
            for (String path : List.of("people", "tokens")) {
                assertThat(process.rest()
                                .json("POST", path, json.writeValueAsString(wish))
                                .status())
                        .as(path + " " + name)
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    void picturesOfTheMapAreSavedAndNeverShown() {
        for (String path : List.of("/admin/map.svg", "/admin/map.mmd")) {
            String head = browser.evaluate("fetch('" + path + "').then(a => a.headers.get('content-disposition')"
                    + " + a.headers.get('x-content-type-options'))");
            assertThat(head).startsWith("attachment;").endsWith("nosniff");
        }
    }

    @Test
    void redirectsAddNoHeadersAndStayHere() {
        Rest.Answer answer = process.rest().get("/admin/%0d%0aSet-Cookie:%20evil=1");
        assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.response().headers().firstValue("location").orElse("/admin/"))
                .startsWith("/admin/");
    }

    /** A host that tells developers of a failure: their code, the request, and what the log says. */
    private static List<String> lookAtAHostOfADeveloper() {
        try (HostProcess developers = HostProcess.start(directory.resolve("dev"), Map.of(), "--dev")) {
            PageWatch own = PageWatch.over(browser, developers.url());
            developers.rest().deploy(evil("1.0.0", "evil", SETUP, ""));
            browser.tools().call("Network.setUserAgentOverride", Map.of("userAgent", EVIL));
            String query = "?" + encoded(EVIL) + "=" + encoded(EVIL) + "&" + EVIL.replace(' ', '+');
            for (String path : List.of("/apps/evil/broken", "/res/evil/fails", "/apps/evil/nothing", "/nothing")) {
                browser.follow(developers.url()); // whose cookies are sent along
                browser.evaluate("document.cookie = 'evil=' + %s + '; path=/'; ''".formatted(literal(EVIL)));
                browser.evaluate("location.href = %s; ''".formatted(literal(path + query)));
                await().atMost(Patience.LIMIT)
                        .until(() -> browser.evaluate("document.readyState + location.pathname")
                                .equals("complete" + path));
                note("a developer's " + path);
            }
            browser.tools().call("Network.setUserAgentOverride", Map.of("userAgent", ""));
            return own.offences();
        }
    }

    private static void install() throws IOException {
        Rest rest = process.rest();
        rest.deploy(evil("1.0.0", "evil", SETUP, ""));
        rest.offer(evil("2.0.0", "evil", SETUP, DOES_NOT_START));
        rest.offer(evil("1.0.0", "fails", "throw new IllegalStateException(EVIL);", ""));
        rest.json("PUT", "applets/evil/settings", "{\"story\": " + json.writeValueAsString(EVIL + "2") + "}");
        rest.json(
                "POST",
                "people",
                json.writeValueAsString(Map.of("name", EVIL, "role", "viewer", "password", FurnishedHost.PASSWORD)));
        rest.json(
                "POST",
                "tokens",
                json.writeValueAsString(Map.of("name", "<img src=x onerror=hit()>", "role", "viewer")));
        rest.act("POST", "backups");
        Rest.Answer brought = rest.admin("POST", "backups/upload", BodyPublishers.ofByteArray(foreignBackup()));
        assertThat(brought.status()).as(brought.text()).isEqualTo(201);
        rest.act("POST", "ports/evil/devices/tap");
        rest.act("POST", "topics/tap?applet=evil&name=news");
    }

    /** A backup that says of itself what somebody has written into it. */
    private static byte[] foreignBackup() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(json.writeValueAsBytes(Map.of(
                    "format",
                    1,
                    "host",
                    EVIL,
                    "made",
                    "2096-11-01T10:00:00Z",
                    "by",
                    EVIL,
                    "reason",
                    EVIL,
                    "automatic",
                    false,
                    "applets",
                    List.of(Map.of("id", EVIL, "version", EVIL, "enabled", true, "files", 1, "bytes", 1)),
                    "wholeHost",
                    false,
                    "entries",
                    Map.of(),
                    "changing",
                    List.of(EVIL))));
        }
        return bytes.toByteArray();
    }

    private static Path evil(String version, String id, String setup, String members) {
        return AppletSource.of(id, version)
                .with("name", EVIL)
                .with("summary", EVIL)
                .with("vendor", EVIL)
                .with("license", EVIL)
                .with("docs", "javascript:hit()")
                .with("changelog", "CHANGELOG.md")
                .file("README.md", EVIL + "\n\n[help](javascript:hit())\n")
                .file(
                        "CHANGELOG.md",
                        "# " + EVIL + "\n\n- " + EVIL + "\n- [help](javascript:hit())\n\n```\n" + EVIL + "\n```\n")
                .setup(setup)
                .members(SETTINGS.formatted(literal(EVIL), literal(EVIL_FILE), literal(SPLIT_FILE)) + members)
                .jar(directory);
    }

    /** What clients do: each with markup where they can put some. */
    private static void act() throws IOException {
        Rest rest = process.rest();
        device = new Socket("127.0.0.1", rest.port("evil", "devices"));
        device.getOutputStream().write((EVIL + "\n").getBytes(StandardCharsets.UTF_8));
        try (Socket failing = new Socket("127.0.0.1", rest.port("evil", "devices"))) {
            failing.getOutputStream().write(("fail " + EVIL + "\n").getBytes(StandardCharsets.UTF_8));
            failing.getInputStream().readAllBytes();
        }
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(host.page("/apps/evil/listen").toString().replace("http", "ws")),
                        new WebSocket.Listener() {})
                .join();
        rest.get("/res/evil/publish");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, EVIL).join();
        rest.get("/res/evil/fails");
        rest.get("/res/evil/sleep/" + encoded(EVIL).replace("+", "%20"));
        rest.get("/apps/evil/nothing/" + encoded(EVIL).replace("+", "%20"));
        raw("GET /apps/evil/\"><script>hit()</script> HTTP/1.1\r\nHost: x\r\nUser-Agent: " + EVIL + "\r\nReferer: "
                + EVIL + "\r\nConnection: close\r\n\r\n");
        raw("GET /apps/evil/broken HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: " + EVIL
                + "\r\nAccept: text/html\r\nX-Forwarded-For: " + EVIL + "\r\nConnection: close\r\n\r\n");
    }

    /** Sends a request that no client would send. */
    private static void raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", process.url().getPort());
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            in.readAllBytes();
        }
    }

    private static void look(URI address) {
        browser.follow(address);
        note(SitePlan.ofSources().of(address.getPath()).orElse(address.getPath())
                + (address.getQuery() == null ? "" : "?" + address.getQuery()));
    }

    private static void note(String shown) {
        String page = shown;
        while (came.containsKey(page)) {
            page += "?again";
        }
        came.put(page, browser.evaluate(CAME_OF_IT));
        texts.put(page, browser.evaluate("""
                (document.body ?? document.documentElement).textContent
                    + [...document.querySelectorAll('input, textarea')].map(one => one.value).join()
                """));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String literal(String text) {
        return json.writeValueAsString(text);
    }
}
