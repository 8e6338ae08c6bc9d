package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.BrokenApplet;
import dev.hazir.host.PackedApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.operation.Operation;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of one applet: what it is, its versions and its files, on a real host. */
class AppletDetailTest {

    private static final String CHANGES = "# Changelog\n\n## 1.1.0\n\n- Faster <script>alert(1)</script>\n"
            + "- A [link](javascript:alert(2)) and `code`\n\n```\n<img src=x onerror=alert(3)>\n```\n";

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

    @AfterEach
    void removeAgain() throws Exception {
        for (String id : List.of("probe", "noting", "failing")) {
            host.send(host.api("/applets/" + id + "?data=erase").DELETE());
        }
    }

    @Test
    void everyPageOfAnAppletLeadsToTheOthers() throws Exception {
        install(probe("1.0.0"));
        List<String> tabs = operator.get("/admin/applets/probe")
                .document()
                .select("nav.places a")
                .eachAttr("href");

        assertThat(tabs).hasSize(7);
        for (String tab : tabs) {
            Page page = operator.get(tab);
            assertThat(page.status()).as(tab).isEqualTo(200);
            assertThat(page.document().select("nav.places a").eachAttr("href")).isEqualTo(tabs);
            assertThat(page.document().select("nav.places [aria-current=page]").attr("href"))
                    .isEqualTo(tab);
        }
        assertThat(operator.get("/admin/applets/nobody/versions").status()).isEqualTo(404);
    }

    @Test
    void summaryTellsWhatItIsAndWhatItAsksFor() throws Exception {
        install(PackedApplet.of("probe", "1.0.0", ProbeApplet.class)
                .line("name", "Probe of pumps")
                .line("vendor", "Acme <b>Ltd")
                .line("permissions", "ports:7000-7099")
                .text("README.md", "# Probe\n\nLooks at **pumps**.\nAll day.\n\nMore.")
                .in(directory));

        Page page = operator.get("/admin/applets/probe");
        assertThat(page.text())
                .contains("Probe of pumps", "Looks at pumps. All day.", "Acme <b>Ltd", "ports:7000-7099")
                .contains("no other applet", "0 B")
                .doesNotContain("More.");
        assertThat(page.document().select("dd b")).isEmpty();
    }

    @Test
    void failedCallsAreToldTogetherAlsoAfterAnUpgrade() throws Exception {
        install(PackedApplet.of("failing", "1.0.0", FailingApplet.class).in(directory));
        for (int call = 0; call < 3; call++) {
            assertThat(host.send(host.request("/res/failing/x")).statusCode()).isEqualTo(500);
        }
        install(PackedApplet.of("failing", "1.1.0", FailingApplet.class).in(directory));

        Page page = operator.get("/admin/applets/failing");
        assertThat(page.document().select("section[aria-labelledby=faults] td").eachText())
                .contains("java.lang.IllegalStateException: <b>pump 7</b>", "3")
                .anyMatch(text -> text.startsWith("FailingApplet.java:"));
        assertThat(page.document().select("td b")).isEmpty();
        JsonNode errors = json("/applets/failing/errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.at("/0/count").asInt()).isEqualTo(3);
    }

    @Test
    void versionThatDoesNotRunIsDeletedOnThePageAndGivesItsRoomBack() throws Exception {
        install(probe("1.0.0"));
        install(probe("1.1.0"));
        Path jar = host.home().resolve("versions/probe/1.0.0.jar");
        assertThat(jar).exists();
        Page page = operator.get("/admin/applets/probe/versions");
        assertThat(page.text()).contains("One earlier version takes");
        assertThat(page.document().select("form[action$=/delete]")).hasSize(1);

        Page done = operator.submit(page, "form[action$=/versions/1.0.0/delete]", Map.of());

        await().until(() -> !Files.exists(jar));
        await().untilAsserted(() -> assertThat(operator.get(done.path()).text())
                .containsPattern("probe 1.0.0 is deleted; [\\d.]+ k?B of disk"));
        assertThat(operator.get("/admin/applets/probe/versions").document().select("form[action$=/delete]"))
                .isEmpty();
        assertThat(host.send(host.api("/audit?lines=5")).body()).contains("delete", "\"who\":\"anna\"");
        assertThat(host.send(host.api("/applets/probe/rollback").POST(BodyPublishers.noBody()))
                        .statusCode())
                .as("nothing to go back to")
                .isEqualTo(409);
        assertThat(host.host().applets().problems()).isEmpty();
    }

    @Test
    void versionThatRunsIsNeverDeletedAndNoneThatIsNotThere() throws Exception {
        install(probe("1.0.0"));
        install(probe("1.1.0"));

        HttpResponse<String> running =
                host.send(host.api("/applets/probe/versions/1.1.0").DELETE());
        assertThat(running.statusCode()).isEqualTo(409);
        assertThat(running.body()).contains("APP-129", "It is the one that runs.");
        assertThat(host.send(host.api("/applets/probe/versions/7.0.0").DELETE()).statusCode())
                .isEqualTo(404);
        assertThat(host.send(host.api("/applets/nobody/versions/1.0.0").DELETE())
                        .statusCode())
                .isEqualTo(404);
        host.send(host.api("/applets/probe/disable").POST(BodyPublishers.noBody()));
        assertThat(host.cli("versions", "probe", "--delete", "1.1.0"))
                .contains("It is the one that runs when it is enabled.");

        assertThat(host.cli("versions", "probe")).contains("1.1.0  current", "1.0.0");
        assertThat(host.cli("versions", "probe", "--delete", "1.0.0")).contains("probe 1.0.0 is deleted");
        assertThat(host.cli("versions", "probe")).doesNotContain("1.0.0");
        assertThat(host.home().resolve("versions/probe/1.1.0.jar")).exists();
    }

    @Test
    void versionThatARollbackBeforeItBringsBackIsNotDeleted() throws Exception {
        install(probe("1.0.0"));
        install(probe("1.1.0"));
        Operation back = host.host().applets().rollback("probe", Optional.of("1.0.0"), "test");

        Operation.View deleted = Applets.await(host.host().applets().deleteVersion("probe", "1.0.0", "test"));

        assertThat(Applets.await(back).state()).isEqualTo(Operation.State.DONE);
        assertThat(deleted.state()).isEqualTo(Operation.State.REFUSED);
        assertThat(host.home().resolve("versions/probe/1.0.0.jar")).exists();
    }

    @Test
    void versionsTellWhatTheyAreWhenTheyRanAndWhatIsNew() throws Exception {
        Path first = probe("1.0.0");
        install(first);
        install(PackedApplet.of("probe", "1.1.0", ProbeApplet.class)
                .line("changelog", "NEWS.md")
                .text("META-INF/resources/NEWS.md", CHANGES)
                .in(directory));

        Page page = operator.get("/admin/applets/probe/versions");
        assertThat(page.document().select(".version h2").eachText()).containsExactly("1.1.0 ● Runs", "1.0.0");
        assertThat(page.text())
                .contains(digest(first), "replaced by 1.1.0")
                .contains("Faster <script>alert(1)</script>", "A link and code", "onerror=alert(3)");
        assertThat(page.document().select("main script, main img, main a[href^=javascript]"))
                .isEmpty();
        JsonNode versions = json("/applets/probe/versions");
        assertThat(versions.at("/versions/1/digest").asString()).isEqualTo(digest(first));
        assertThat(versions.at("/versions/1/lastRun/end").asString()).isEqualTo("replaced by 1.1.0");
        assertThat(versions.at("/versions/0/changelog").asString()).contains("Faster");
        assertThat(versions.at("/runs/0/version").asString()).isEqualTo("1.1.0");
    }

    @Test
    void oneClickGoesBackToTheVersionBefore() throws Exception {
        install(probe("1.0.0"));
        install(probe("1.1.0"));

        Page done = operator.submit(operator.get("/admin/applets/probe/versions"), "form[action$=/rollback]", Map.of());

        assertThat(done.text()).contains("Done");
        assertThat(host.send(host.request("/res/probe/version")).body()).isEqualTo("\"1.0.0\"");
    }

    @Test
    void versionThatDoesNotStartIsToldAndWhatRanBeforeStays() throws Exception {
        install(probe("1.0.0"));
        operator.submit(
                operator.upload(
                        PackedApplet.of("probe", "2.0.0", BrokenApplet.class).in(directory)),
                "main form.do",
                Map.of());

        await().untilAsserted(() -> assertThat(
                        operator.get("/admin/applets/probe/versions").text())
                .contains("2.0.0 was refused", "the pump does not answer"));
        JsonNode runs = json("/applets/probe/versions").path("runs");
        assertThat(runs.path(0).path("version").asString()).isEqualTo("1.0.0");
        assertThat(runs.path(0).path("until").isNull()).isTrue();
        assertThat(runs.path(1).path("version").asString()).isEqualTo("2.0.0");
        assertThat(runs.path(1).path("end").asString()).contains("the pump does not answer");
    }

    @Test
    void versionThatNoLongerStartsIsLeftByOneClick() throws Exception {
        Path home = directory.resolve("other-home");
        try (TestHost other = TestHost.start(home)) {
            other.host().applets().deploy(probe("1.0.0"), Applets.Intent.EITHER, "t");
            Applets.await(other.host().applets().deploy(probe("1.1.0"), Applets.Intent.EITHER, "t"));
        }
        Files.writeString(home.resolve("versions/probe/1.1.0.jar"), "damaged");
        try (TestHost again = TestHost.start(home)) {
            OperatorBrowser browser = new OperatorBrowser(again).signIn();
            Page failed = browser.get("/admin/applets/probe");
            assertThat(failed.text()).contains("Failed", "Roll back to 1.0.0");

            Page done = browser.submit(failed, "form[action$=/rollback]", Map.of());

            assertThat(done.text()).contains("Done", "1.0.0 runs again");
            assertThat(again.send(again.request("/res/probe/version")).body()).isEqualTo("\"1.0.0\"");
        }
    }

    @Test
    void historyOutlivesTheHost() throws Exception {
        Path home = directory.resolve("kept-home");
        try (TestHost before = TestHost.start(home)) {
            Applets.await(before.host().applets().deploy(probe("1.0.0"), Applets.Intent.EITHER, "t"));
        }
        try (TestHost after = TestHost.start(home)) {
            String runs = after.send(after.api("/applets/probe/versions")).body();
            assertThat(JsonMapper.shared().readTree(runs).at("/runs/1/end").asString())
                    .isEqualTo("the host stopped");
        }
    }

    @Test
    void filesAreListedAndSavedOneByOneOrTogether() throws Exception {
        install(PackedApplet.of("noting", "1.0.0", NotingApplet.class).in(directory));

        Page page = operator.get("/admin/applets/noting/files");
        assertThat(page.text()).contains(NotingApplet.FILE, "1 file");
        HttpResponse<String> one = operator.get(
                        page.document().selectFirst("td a[href*=files/one]").attr("href"))
                .answer();
        assertThat(one.body()).isEqualTo("kept");
        assertThat(one.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment; filename=\"_b_1")
                .contains("UTF-8''%3Cb%3E1%20%C3%BC.txt");
        assertThat(one.headers().firstValue("content-type")).hasValue("application/octet-stream");
        Path zip = directory.resolve("all.zip");
        HttpResponse<Path> all = java.net.http.HttpClient.newHttpClient()
                .send(host.api("/applets/noting/files/all").build(), HttpResponse.BodyHandlers.ofFile(zip));
        assertThat(all.statusCode()).isEqualTo(200);
        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.stream().map(entry -> entry.getName())).containsExactly(NotingApplet.FILE);
        }
        assertThat(json("/applets/noting/files").at("/files/0/path").asString()).isEqualTo(NotingApplet.FILE);
    }

    @Test
    void noPathLeadsOutOfTheFilesOfAnApplet() throws Exception {
        install(PackedApplet.of("noting", "1.0.0", NotingApplet.class).in(directory));
        Path files = directory.resolve("home/data/noting/files");
        Files.createSymbolicLink(files.resolve("way-out"), host.home().resolve("run"));
        Files.createSymbolicLink(files.resolve("token"), host.home().resolve("run/token"));

        for (String path : List.of(
                "../../../run/token",
                host.home().resolve("run/token").toString(),
                "notes/../../../../run/token",
                "way-out/token",
                "token",
                "notes",
                "")) {
            String query = "?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
            assertThat(operator.get("/admin/applets/noting/files/one" + query).status())
                    .as(path)
                    .isEqualTo(404);
            assertThat(host.send(host.api("/applets/noting/files/one" + query)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(operator.get("/admin/applets/noting/files").text()).doesNotContain("way-out", "token");
    }

    @Test
    void dataIsSavedBeforeItIsErased() throws Exception {
        install(PackedApplet.of("noting", "1.0.0", NotingApplet.class).in(directory));

        Page removed =
                operator.submit(operator.get("/admin/applets/noting/remove"), "main form", Map.of("data", "export"));

        assertThat(removed.text()).contains("in a backup, and erased");
        await().untilAsserted(
                        () -> assertThat(host.home().resolve("data/noting")).doesNotExist());
        try (var zips = Files.list(host.home().resolve("backups"));
                ZipFile zip = new ZipFile(zips.findFirst().orElseThrow().toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .contains("applets/noting/files/" + NotingApplet.FILE, "applets/noting/state.json");
        }
    }

    static String digest(Path file) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static Path probe(String version) throws Exception {
        return TestHost.jar(directory, "probe", version, ProbeApplet.class);
    }

    private static void install(Path jar) throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = host.send(host.api(path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
