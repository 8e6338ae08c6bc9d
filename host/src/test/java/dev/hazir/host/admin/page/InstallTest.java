package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.JarRepository;
import dev.hazir.host.PackedApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.SignedJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending, fetching and trusting jars on the pages of operators, on a real host. */
class InstallTest {

    @TempDir
    static Path directory;

    private static JarRepository repository;
    private static String repositoryUrl;
    private static Path folder;
    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createDirectory(directory.resolve("folder"));
        repository = JarRepository.serving(probe("1.0.0"));
        repositoryUrl = repository.url();
        host = TestHost.start(
                directory.resolve("home"),
                Map.of("install.folder", folder.toString(), "install.urls", repositoryUrl + "/jars"));
        operator = new OperatorBrowser(host).signIn();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        repository.close();
    }

    @AfterEach
    void removeAgain() throws Exception {
        for (Page page = operator.get("/admin/install");
                !page.document().select("main a[href^=/admin/install/]").isEmpty();
                page = operator.get("/admin/install")) {
            String plan =
                    page.document().select("main a[href^=/admin/install/]").attr("href");
            operator.submit(operator.get(plan), "form[action$=/discard]", Map.of());
        }
        for (String id : List.of("probe", "other")) {
            host.send(host.api("/applets/" + id + "?data=erase").DELETE());
        }
        await().untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void severalJarsAreSentTogetherAndTheirPlansWait() throws Exception {
        Page page =
                operator.upload(List.of(probe("1.0.0"), TestHost.jar(directory, "other", "1.0.0", ProbeApplet.class)));

        assertThat(page.path()).isEqualTo("/admin/install");
        assertThat(page.document().select("main a[href^=/admin/install/]").eachText())
                .containsExactly("Install probe 1.0.0", "Install other 1.0.0");
        String plan = page.document().select("main a[href^=/admin/install/]").attr("href");
        operator.submit(operator.get(plan), "main form.do", Map.of());
        assertThat(operator.get("/admin/install").text())
                .contains("Install other")
                .doesNotContain("Install probe");
    }

    @Test
    void jarThatIsUnfitDoesNotHinderTheOthers() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");

        Page page = operator.upload(List.of(text, probe("1.0.0")));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("APP-114", "Install probe 1.0.0");
    }

    @Test
    void planTellsTheDigestAndNothingRunsWithoutTrust() throws Exception {
        Path jar = probe("1.0.0");
        Page plan = operator.upload(jar);
        assertThat(plan.text()).contains(AppletDetailTest.digest(jar), "Signed by nobody");

        Page refused = operator.submit(plan, "main form.do", Map.of("trust", ""));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Tick that you trust this file");
        assertThat(host.send(host.api("/applets/probe")).statusCode()).isEqualTo(404);
        assertThat(operator.submit(refused, "main form.do", Map.of()).text()).contains("Done");
    }

    @Test
    void signerOfTheInstalledVersionIsTrustedAnotherIsNot() throws Exception {
        Page first = operator.upload(SignedJar.by("acme", probe("1.0.0")));
        assertThat(first.text()).contains("CN=acme", "a signer that you do not know yet");
        operator.submit(first, "main form.do", Map.of());

        Page same = operator.upload(SignedJar.by("acme", probe("1.1.0")));
        assertThat(same.text()).contains("the same as of 1.0.0");
        assertThat(same.document().select("input[name=trust]")).isEmpty();
        Page other = operator.upload(SignedJar.by("mallory", probe("1.2.0")));
        assertThat(other.document().select("input[name=trust]")).hasSize(1);
        assertThat(operator.submit(same, "main form.do", Map.of()).text()).contains("Done");
    }

    @Test
    void signerWhomTheCommandLineTrustsNeedsNoTick() throws Exception {
        Path jar = SignedJar.by("carol", probe("1.0.0"));
        String trusted = host.cli("sources", "trust", jar.toString());

        Page plan = operator.upload(jar);

        assertThat(trusted).contains("Jars of CN=carol are taken without asking now.");
        assertThat(plan.document().select("input[name=trust]")).isEmpty();
    }

    @Test
    void jarThatWasChangedAfterItWasSignedIsRefusedAndNothingOfItIsKept() throws Exception {
        Path jar = SignedJar.broken(SignedJar.by("acme", probe("1.0.0")));
        int waiting = waiting();

        Page refused = operator.upload(jar);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("was changed after it was signed", "Ask whoever made it for the jar as it was signed.");
        assertThat(refused.document().select("form.do")).isEmpty();
        assertThat(waiting()).isEqualTo(waiting);
    }

    private static int waiting() throws Exception {
        return operator.get("/admin/install")
                .document()
                .select("a[href^=/admin/install/]")
                .size();
    }

    @Test
    void jarsOfTheConfiguredFolderAreOffered() throws Exception {
        Files.copy(probe("1.0.0"), folder.resolve("probe.jar"));
        Files.createSymbolicLink(folder.resolve("link.jar"), directory.resolve("home/run/token"));
        Files.writeString(folder.resolve("notes.txt"), "x");
        Page page = operator.get("/admin/install");
        assertThat(page.document().select("button[name=name]").eachAttr("value"))
                .containsExactly("probe.jar");

        Page plan = operator.submit(page, "form[action=/admin/install/folder]", Map.of("name", "probe.jar"));

        assertThat(plan.text()).contains("Install probe 1.0.0");
        for (String name : List.of("../home/run/token", "link.jar", "notes.txt", "/etc/passwd", "", "x.jar")) {
            assertThat(operator.submit(page, "form[action=/admin/install/folder]", Map.of("name", name))
                            .status())
                    .as(name)
                    .isEqualTo(404);
        }
    }

    @Test
    void jarsAreFetchedFromConfiguredAddressesOnly() throws Exception {
        for (String path : List.of("/jars/probe.jar", "/jars/moved.jar")) {
            assertThat(fetch(repositoryUrl + path).text()).as(path).contains("Install probe 1.0.0");
        }
        for (String url : List.of(
                repositoryUrl + "/secret/token",
                repositoryUrl + "/jars/../secret/token",
                repositoryUrl + "/jars/%2e%2e/secret/token",
                repositoryUrl + "/jarsandmore/x.jar",
                "http://user@127.0.0.1:" + repository.port() + "/jars/probe.jar",
                "http://localhost:" + repository.port() + "/jars/probe.jar",
                "http://127.0.0.1:1/jars/probe.jar",
                "https://127.0.0.1:" + repository.port() + "/jars/probe.jar",
                "file:///etc/passwd",
                "jars/probe.jar",
                "")) {
            Page refused = fetch(url);
            assertThat(refused.status()).as(url).isEqualTo(422);
            assertThat(refused.text()).as(url).contains("may not be fetched");
        }
        assertThat(fetch(repositoryUrl + "/jars/away.jar").text()).contains("may not be fetched");
        assertThat(fetch(repositoryUrl + "/jars/circle.jar").text()).contains("leads on and on");
        assertThat(fetch(repositoryUrl + "/jars/missing.jar").text()).contains("answers 404");
    }

    @Test
    void hostWithoutSourcesOffersNone() throws Exception {
        try (TestHost plain = TestHost.start(directory.resolve("plain"))) {
            OperatorBrowser browser = new OperatorBrowser(plain).signIn();
            Page page = browser.get("/admin/install");

            assertThat(page.document().select("main form")).hasSize(1);
            String csrf = page.document().selectFirst("main input[name=csrf]").val();
            assertThat(browser.post(
                                    "/admin/install/url",
                                    Map.of("csrf", csrf, "url", repositoryUrl + "/jars/probe.jar"))
                            .status())
                    .isEqualTo(422);
            assertThat(browser.post("/admin/install/folder", Map.of("csrf", csrf, "name", "a.jar"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void planOfAnEarlierRunOfTheHostSaysThatItIsGone() throws Exception {
        Path home = directory.resolve("restarted");
        String plan;
        try (TestHost before = TestHost.start(home)) {
            plan = new OperatorBrowser(before).signIn().upload(probe("1.0.0")).path();
        }
        try (TestHost after = TestHost.start(home)) {
            Page gone = new OperatorBrowser(after).signIn().get(plan);

            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.text()).contains("the host was restarted", "Send it again");
        }
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() throws Exception {
        URI url = host.host().url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("POST /admin/api/v1/applets HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                                    + host.token()
                                    + "\r\ncontent-type: application/java-archive\r\ncontent-length: 100000\r\n\r\nPK")
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(uploads()).isNotEmpty());
        }

        await().untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void operationTellsWhatChangesAndLeadsBack() throws Exception {
        operator.submit(operator.upload(probe("1.0.0")), "main form.do", Map.of());

        Page done = operator.submit(operator.upload(probe("1.1.0")), "main form.do", Map.of());

        assertThat(done.document().selectFirst("h1").text()).isEqualTo("Upgrade probe 1.0.0 → 1.1.0");
        assertThat(done.document().select(".steps strong").eachText())
                .containsExactly("checked", "rehearsed", "prepared", "switched");
        Page back = operator.submit(done, "form[action$=/rollback]", Map.of());
        assertThat(back.text()).contains("probe 1.0.0 runs again");
        assertThat(operator.get("/admin/operations").text()).contains("rollback probe", "upgrade probe");
    }

    private Page fetch(String url) throws Exception {
        return operator.submit(operator.get("/admin/install"), "form[action=/admin/install/url]", Map.of("url", url));
    }

    private static List<Path> uploads() throws IOException {
        Path place = directory.resolve("home/run/work/uploads");
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    private static Path probe(String version) throws IOException {
        return PackedApplet.of("probe", version, ProbeApplet.class).in(directory);
    }
}
