package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.admin.view.PathTemplate;
import dev.hazir.host.page.LiveMarks;
import dev.hazir.host.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages offer nobody what they may not do: every page is looked at with the eyes of every role. */
@Timeout(120)
class RightsTest {

    private static final String SOURCE = """
            package demo;
            import dev.hazir.applet.*;
            import dev.hazir.applet.topic.Topic;
            public final class Every implements Applet {
                public record Settings(int size, java.util.List<String> names) {
                    public Settings() { this(3, java.util.List.of("a", "b")); }
                }
                public void setup(AppletContext app) {
                    app.settings(Settings.class);
                    Topic<String> news = app.topic("news", String.class);
                    app.loop().handle("/", request -> "opened");
                    app.web().resource("/work", request -> "worked");
                    app.loop().resource("/sleep", request -> { Thread.sleep(300); return "slept"; });
                    app.loop().lines("devices", 0, peer -> news::publish);
                }
            }
            """;

    /** A page of the site map, as it is declared. */
    private static final Pattern PAGE = Pattern.compile("PageCall\\s*\\.(?:get|inner)\\(\\s*\"([^\"]+)\"");

    /** What is no page of HTML. */
    private static final Pattern FILE =
            Pattern.compile(".*[.](svg|mmd|txt|json)|.*/files/(all|one)|.*/file|.*/certificate|.*/open");

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser admin;

    /** One address for each page, as an administrator finds them by following links. */
    private static List<String> pages;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("loop.offenders", "report"));
        admin = new OperatorBrowser(host).signIn();
        new OperatorBrowser(host).signIn("otto", Role.OPERATOR);
        new OperatorBrowser(host).signIn("vera", Role.VIEWER);
        for (String version : List.of("1.0.0", "1.1.0")) {
            assertThat(host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar(version))))
                            .statusCode())
                    .isBetween(200, 201);
        }
        admin.upload(jar("1.2.0"));
        await().until(() -> {
            host.send(host.request("/res/every/sleep"));
            return host.send(host.api("/why")).body().contains("Every.java");
        });
        admin.submit(admin.get("/admin/backups"), "form[action=/admin/backups]", Map.of());
        admin.submit(admin.get("/admin/applets/every/settings"), "form.settings", Map.of("set.size", "4"));
        admin.submit(
                admin.get("/admin/logs"),
                "form[action=/admin/logs/levels]",
                Map.of("name", "every", "least", "DEBUG", "minutes", "30"));
        tap();
        pages = crawl();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void everyPageOfTheSiteMapIsLookedAt() throws IOException {
        List<String> declared = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/hazir/host/admin/page"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Site.java")).toList()) {
                PAGE.matcher(Files.readString(file)).results().forEach(found -> declared.add(found.group(1)));
            }
        }
        assertThat(declared).hasSizeGreaterThan(30);

        assertThat(declared)
                .filteredOn(path -> !FILE.matcher(path).matches())
                .allSatisfy(path -> assertThat(pages)
                        .as("a link leads to " + path)
                        .anyMatch(page ->
                                PathTemplate.match("/admin" + path, path(page)).isPresent()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyIsOfferedWhatTheyMayNotDo(Role role) throws Exception {
        OperatorBrowser browser = new OperatorBrowser(host).signIn(name(role), role);
        Map<String, Integer> links = new HashMap<>();
        Map<String, String> acts = new LinkedHashMap<>();
        for (String address : pages) {
            Page page = browser.get(address);
            assertThat(page.status()).as(address).isIn(200, 403);
            assertThat(page.text()).as(address).doesNotContain("??");
            for (Element form : page.document().select("form[method=post]")) {
                acts.putIfAbsent(form.attr("action"), address);
            }
            for (Element button : page.document().select("[formaction]")) {
                acts.putIfAbsent(button.attr("formaction"), address);
            }
            for (Element link : page.document().select("a[href^=/admin]")) {
                String href = link.attr("href").split("#")[0];
                if (!links.containsKey(href)) {
                    links.put(href, browser.status(href));
                    assertThat(links.get(href)).as(href + " on " + address).isNotIn(403, 404, 405);
                }
            }
        }

        assertThat(acts).hasSizeGreaterThan(1);
        for (Map.Entry<String, String> act : acts.entrySet()) {
            // Without the token of its form nothing is done, but first the role is looked at.
            Page answer = browser.post(act.getKey(), Map.of());
            assertThat(answer.text())
                    .as(act.getKey() + " on " + act.getValue())
                    .contains("This form is too old")
                    .doesNotContain("Not for your role");
        }
    }

    @Test
    void viewerReadsSettingsAndIsToldWhoMayChangeThem() throws Exception {
        OperatorBrowser viewer = new OperatorBrowser(host).signIn("vera", Role.VIEWER);

        Page settings = viewer.get("/admin/applets/every/settings");
        Page summary = viewer.get("/admin/applets/every");

        assertThat(settings.document().selectFirst("[name=set.size]").val()).isEqualTo("4");
        assertThat(settings.document().select("main input:not([disabled]), main button"))
                .isEmpty();
        assertThat(settings.text())
                .contains("You are signed in as Viewer. Saving settings needs Operator. Ask: anna, otto.")
                .doesNotContain("Restore");
        assertThat(summary.text())
                .contains("Starting, stopping or restarting every needs Operator. Ask: anna, otto.")
                .doesNotContain("Restart every", "Upgrade every", "Remove every");
        assertThat(viewer.get("/admin/search?q=every").text())
                .contains("Settings of every")
                .doesNotContain("Stop, restart");
        assertThat(viewer.get("/admin/search?q=install").text()).doesNotContain("Install an applet");
    }

    @Test
    void operatorIsToldWhoMayReplaceAnApplet() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn("otto", Role.OPERATOR);

        Page summary = operator.get("/admin/applets/every");

        assertThat(summary.document().select("form[action$=/restart]")).hasSize(1);
        assertThat(summary.text())
                .contains("You are signed in as Operator. Upgrading or removing every needs Admin. Ask: anna.")
                .doesNotContain("Remove every");
        assertThat(operator.get("/admin/applets/every/settings").document().select("main form.settings"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void livePageIsWhatItsStreamSaysForEveryRole(Role role) throws Exception {
        OperatorBrowser browser = new OperatorBrowser(host).signIn(name(role), role);
        int live = 0;
        for (String address : pages) {
            Page page = browser.get(address);
            if (page.status() == 200 && page.document().getElementById("live") != null) {
                live++;
                // What it consists of may change between the two requests, but not each time.
                await(address).untilAsserted(() -> assertStreamIsOf(browser.get(address), browser));
            }
        }
        assertThat(live).isGreaterThan(5);
    }

    @Test
    void viewerSeesThatSomebodyTapsButNoMessage() throws Exception {
        OperatorBrowser viewer = new OperatorBrowser(host).signIn("vera", Role.VIEWER);
        tap();

        Page port = viewer.get("/admin/ports/every/devices");

        assertThat(port.text())
                .contains("Looking into messages needs Operator. Ask: anna, otto.")
                .contains("anna");
        assertThat(port.document().getElementById("tap-messages")).isNull();
        assertThat(admin.get("/admin/ports/every/devices").document().getElementById("tap-messages"))
                .isNotNull();
        assertThat(viewer.get("/admin/live?page=%2Fports%2Fevery%2Fdevices&once")
                        .answer()
                        .body())
                .contains("connections-0")
                .doesNotContain("tap-messages");
    }

    /** For a minute. */
    private static void tap() throws Exception {
        admin.submit(admin.get("/admin/ports/every/devices"), "form[action$=/tap]", Map.of());
    }

    private static void assertStreamIsOf(Page page, OperatorBrowser browser) throws Exception {
        String stream = page.document().getElementById("live").attr("hx-sse:connect");
        Page once = browser.get(stream + "&once");
        assertThat(once.answer().headers().firstValue("hx-trigger").orElse(""))
                .contains(new LiveMarks(Map.of(), marks(page)).shape());
        assertThat(once.answer().body()).doesNotContain("<form", "csrf");
    }

    private static List<String> marks(Page page) {
        List<String> marks = new ArrayList<>();
        for (Element element : page.document().select("[data-live], [data-shape]")) {
            if (element.hasAttr("data-live")) {
                marks.add(element.id());
            }
            if (element.hasAttr("data-shape")) {
                marks.add(element.attr("data-shape"));
            }
        }
        return marks;
    }

    private static List<String> crawl() throws Exception {
        Map<String, String> byShape = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(
                "/admin/", "/admin/welcome", "/admin/dev/ui-kit", "/admin/applets/every/open", "/admin/setup/network"));
        while (!next.isEmpty()) {
            String address = next.removeFirst();
            if (FILE.matcher(path(address)).matches() || byShape.putIfAbsent(path(address), address) != null) {
                continue;
            }
            for (Element link : admin.get(address).document().select("a[href^=/admin/]:not([href^=/admin/api])")) {
                next.addLast(link.attr("href").split("#")[0]);
            }
        }
        return List.copyOf(byShape.values());
    }

    private static String path(String address) {
        return URI.create(address).getPath();
    }

    private static String name(Role role) {
        return switch (role) {
            case VIEWER -> "vera";
            case OPERATOR -> "otto";
            case ADMIN -> OperatorBrowser.NAME;
        };
    }

    private static Path jar(String version) throws Exception {
        return CompiledJar.in(directory)
                .applet("every", version, "demo.Every", "name=Every kind")
                .source("demo.Every", SOURCE)
                .write("every-" + version + ".jar");
    }
}
