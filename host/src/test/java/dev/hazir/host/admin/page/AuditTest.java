package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.security.Role;
import dev.hazir.host.security.SignIns.Begun;
import dev.hazir.host.security.Visitor;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each act by any door is a line: who, from where, what, outcome. */
class AuditTest {

    @TempDir
    Path directory;

    private TestHost host;
    private OperatorBrowser anna;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        anna = new OperatorBrowser(host).signIn();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void actsOfBrowserProgramCommandLineAndFolderAreNoted() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        Files.copy(jar, host.home().resolve("applets/probe.jar"));
        await().untilAsserted(
                        () -> assertThat(audit())
                                .containsPattern(
                                        "\"who\":\"drop\",\"from\":\"\",\"door\":\"drop\",\"act\":\"install\",\"subject\":\"probe\",\"outcome\":\"done\""));
        host.cli("disable", "probe");
        host.send(host.api("/applets/probe/enable").POST(BodyPublishers.noBody()));
        anna.submit(anna.get("/admin/applets/probe"), "form[action$=restart]", Map.of());

        await().untilAsserted(
                        () -> assertThat(audit())
                                .containsPattern(
                                        "\"who\":\"cli\",\"from\":\"127.0.0.1\",\"door\":\"cli\",\"act\":\"disable\",\"subject\":\"probe\",\"outcome\":\"done\"")
                                .containsPattern(
                                        "\"who\":\"api\",\"from\":\"127.0.0.1\",\"door\":\"rest\",\"act\":\"enable\",\"subject\":\"probe\",\"outcome\":\"done\"")
                                .containsPattern(
                                        "\"who\":\"anna\",\"from\":\"127.0.0.1\",\"door\":\"ui\",\"act\":\"restart\",\"subject\":\"probe\",\"outcome\":\"begun\"")
                                .containsPattern(
                                        "\"who\":\"anna\",\"from\":\"127.0.0.1\",\"door\":\"ui\",\"act\":\"restart\",\"subject\":\"probe\",\"outcome\":\"done\""));
    }

    @Test
    void signInsPeopleAndRefusalsAreNotedWithoutAnySecret() throws Exception {
        OperatorBrowser vera = new OperatorBrowser(host).signIn("vera", Role.VIEWER);
        String csrf = vera.get("/admin/account")
                .document()
                .selectFirst("input[name=csrf]")
                .val();
        vera.post("/admin/applets/probe/restart", Map.of("csrf", csrf));
        Page login = new OperatorBrowser(host).get("/admin/login");
        new OperatorBrowser(host).submit(login, "main form", Map.of("name", "x", "password", "x"));
        OperatorBrowser eve = new OperatorBrowser(host);
        eve.submit(
                eve.get("/admin/login"),
                "main form",
                Map.of("name", "my secret typed as name", "password", "wrong one"));
        host.send(host.request("/admin/api/v1/applets").header("authorization", "Bearer guessed-token"));
        anna.submit(
                anna.get("/admin/settings/access"),
                "form[action=/admin/settings/access/people]",
                Map.of("name", "kim", "role", "viewer", "password", "eight large red boats"));

        assertThat(audit())
                .containsPattern("\"who\":\"anna\"[^\n]*\"act\":\"sign in\"[^\n]*\"done\"")
                .containsPattern(
                        "\"who\":\"vera\"[^\n]*\"act\":\"applets restart\",\"subject\":\"probe\",\"outcome\":\"refused\"")
                .containsPattern("\"who\":\"unknown\"[^\n]*\"act\":\"sign in\"[^\n]*\"refused\"")
                .containsPattern("\"who\":\"anna\"[^\n]*\"subject\":\"kim\",\"outcome\":\"done\"")
                .doesNotContain(
                        "my secret typed as name",
                        "wrong one",
                        "eight large red boats",
                        OperatorBrowser.PASSWORD,
                        "guessed-token",
                        host.token());
    }

    @Test
    void administratorsFilterAndFetchTheLogAndOthersDoNot() throws Exception {
        OperatorBrowser otto = new OperatorBrowser(host).signIn("otto", Role.OPERATOR);

        Page page = anna.get("/admin/settings/audit?who=otto&outcome=done");

        assertThat(page.document().select("main tbody tr")).hasSize(1);
        assertThat(page.text()).contains("otto", "sign in");
        assertThat(otto.get("/admin/settings/audit").status()).isEqualTo(403);
        HttpResponse<String> rest = host.send(host.api("/audit?who=otto"));
        assertThat(rest.body()).contains("\"who\":\"otto\"").doesNotContain("\"who\":\"anna\"");
        assertThat(host.send(host.api("/audit?lines=x")).statusCode()).isEqualTo(400);
    }

    @Test
    void browserThatIsSignedInUsesTheInterfaceAndSendsItsTokenWithChanges() throws Exception {
        Begun begun = host.host().access().signIn("anna", OperatorBrowser.PASSWORD, new Visitor("127.0.0.1", "test"));
        String cookie = "hazir-admin=" + begun.secret();
        String people = "/admin/api/v1/people";
        BodyPublisher kim = BodyPublishers.ofString("{\"name\":\"kim\",\"password\":\"eight large red boats\"}");

        assertThat(host.send(host.request(people).header("cookie", cookie)).statusCode())
                .isEqualTo(200);
        assertThat(host.send(host.request(people).header("cookie", cookie).POST(kim))
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.send(host.request(people)
                                .header("cookie", cookie)
                                .header("x-csrf-token", begun.signIn().csrf())
                                .header("sec-fetch-site", "cross-site")
                                .POST(kim))
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.send(host.request(people)
                                .header("cookie", cookie)
                                .header("x-csrf-token", begun.signIn().csrf())
                                .POST(kim))
                        .statusCode())
                .isEqualTo(201);
        assertThat(host.send(host.request(people)).statusCode()).isEqualTo(401);
    }

    private String audit() throws Exception {
        return Files.readString(host.home().resolve("logs/audit.jsonl"));
    }
}
