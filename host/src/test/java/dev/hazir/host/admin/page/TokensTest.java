package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of programs, on a real host whose time passes when a test says so. */
class TokensTest {

    private static final String PAGE = "/admin/settings/access/tokens";

    @TempDir
    Path directory;

    private ManualTime time = new ManualTime();
    private TestHost host;
    private OperatorBrowser anna;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), time, Map.of());
        anna = new OperatorBrowser(host).signIn();
        for (String id : new String[] {"probe", "other"}) {
            Path jar = TestHost.jar(directory, id, "1.0.0", ProbeApplet.class);
            host.host()
                    .applets()
                    .offer(jar, "test")
                    .ended()
                    .toCompletableFuture()
                    .get();
        }
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void tokensAreMadeListedAndRevokedOnTheCommandLine() throws Exception {
        String secret = host.cli("tokens", "make", "ci", "--role", "operator", "--days", "30")
                .lines()
                .filter(line -> line.startsWith("hazir_"))
                .findFirst()
                .orElseThrow();

        assertThat(host.cli("tokens", "list")).contains("ci", "operator", "all applets", "by cli");
        assertThat(statusFor(secret, "GET", "/problems")).isEqualTo(200);
        assertThat(host.cli("tokens", "make", "ci", "--role", "chief")).contains("role: 'chief'");

        assertThat(host.cli("tokens", "revoke", "ci")).contains("ci has ended");

        assertThat(statusFor(secret, "GET", "/problems")).isEqualTo(401);
        assertThat(host.cli("tokens", "revoke", "ci")).contains("There is no token 'ci'");
    }

    @Test
    void tapsAreNotForViewersAndAreAuditedWithTheNameOfTheToken() throws Exception {
        String viewer = made("screen", "viewer");
        String operator = made("probe-watch", "operator");

        assertThat(statusFor(viewer, "POST", "/ports/probe/probe/tap")).isEqualTo(403);
        assertThat(statusFor(operator, "POST", "/ports/probe/probe/tap")).isEqualTo(200);
        assertThat(statusFor(viewer, "GET", "/ports/probe/probe/tap")).isEqualTo(403);
        assertThat(statusFor(operator, "GET", "/ports/probe/probe/tap")).isEqualTo(200);
        assertThat(host.cli("logs", "level", "probe", "DEBUG", "--for", "30m")).contains("DEBUG");
        assertThat(host.cli("logs", "level", "probe", "DEBUG", "--for", "soon")).contains("such as 30m");

        assertThat(host.send(host.api("/audit")).body())
                .contains("token probe-watch", "token screen", "ports tap", "logs levels change");
    }

    @Test
    void logIsFilteredOnTheCommandLine() {
        assertThat(host.cli("logs", "--text", "probe@1.0.0 is live")).contains("INFO", "probe@1.0.0 is live");
        assertThat(host.cli("logs", "--level", "error")).doesNotContain("INFO");
        assertThat(host.cli("logs", "--level", "loud")).contains("level: 'loud'");
    }

    private String made(String name, String role) {
        return host.cli("tokens", "make", name, "--role", role)
                .lines()
                .filter(line -> line.startsWith("hazir_"))
                .findFirst()
                .orElseThrow();
    }

    private int statusFor(String secret, String method, String path) throws Exception {
        return host.send(host.request("/admin/api/v1" + path)
                        .header("authorization", "Bearer " + secret)
                        .method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void tokenIsShownOnceAndDoesWhatItsRoleMay() throws Exception {
        Page made = make(anna, Map.of("name", "backup-script", "role", "viewer"));
        String secret = secret(made);

        assertThat(secret).startsWith("hazir_");
        assertThat(anna.get(PAGE).document().html()).contains("backup-script").doesNotContain(secret);
        assertThat(Files.readString(directory.resolve("home/access/access.json")))
                .doesNotContain(secret);
        assertThat(get(secret, "/applets").statusCode()).isEqualTo(200);
        assertThat(post(secret, "/applets/probe/restart").statusCode()).isEqualTo(403);
        assertThat(get(secret, "/tokens").statusCode()).isEqualTo(403);
        assertThat(Files.readString(directory.resolve("home/logs/audit.jsonl")))
                .contains("token backup-script")
                .doesNotContain(secret);
    }

    @Test
    void tokenEndsWhenItsTimeIsOverWhenItIsRevokedAndNotWithARestart() throws Exception {
        String short1 = secret(make(anna, Map.of("name", "monthly", "role", "viewer", "days", "30")));
        String long1 = secret(make(anna, Map.of("name", "for-ever", "role", "viewer", "days", "")));

        restartAfter(Duration.ofDays(29));
        assertThat(get(short1, "/applets").statusCode()).isEqualTo(200);
        restartAfter(Duration.ofDays(2));
        HttpResponse<String> expired = get(short1, "/applets");
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.body()).contains("'monthly' has expired");
        assertThat(get(long1, "/applets").statusCode()).isEqualTo(200);
        HttpResponse<String> revoked = host.send(host.api("/tokens/for-ever").DELETE());
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(get(long1, "/applets").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenForOneAppletReachesNothingElse() throws Exception {
        String secret = secret(make(anna, Map.of("name", "ci", "role", "operator", "applets", "probe")));

        assertThat(get(secret, "/applets/probe").statusCode()).isEqualTo(200);
        assertThat(post(secret, "/applets/probe/restart").statusCode()).isEqualTo(200);
        for (String path : new String[] {"/applets", "/applets/other", "/routes", "/backups", "/people"}) {
            HttpResponse<String> refused = get(secret, path);
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("You are token ci, for probe only.");
        }
        assertThat(post(secret, "/applets/other/restart").statusCode()).isEqualTo(403);
    }

    @Test
    void tokenMayNeverMoreThanWhoMadeItMayNow() throws Exception {
        OperatorBrowser berta = new OperatorBrowser(host).signIn("berta", Role.ADMIN);
        String secret = secret(make(berta, Map.of("name", "bertas", "role", "admin")));
        assertThat(get(secret, "/people").statusCode()).isEqualTo(200);

        host.send(host.api("/people/berta").PUT(BodyPublishers.ofString("{\"role\":\"viewer\"}")));
        assertThat(get(secret, "/people").statusCode()).isEqualTo(403);
        assertThat(get(secret, "/applets").statusCode()).isEqualTo(200);

        host.send(host.api("/people/berta").DELETE());
        assertThat(get(secret, "/applets").statusCode()).isEqualTo(401);
    }

    @Test
    void wishesThatDoNotFitAreRefusedInWords() throws Exception {
        make(anna, Map.of("name", "one", "role", "viewer"));

        assertThat(make(anna, Map.of("name", "ONE", "role", "viewer")).text())
                .contains("There is a token called ONE already.");
        assertThat(make(anna, Map.of("name", "two words", "role", "viewer")).text())
                .contains("without spaces");
        for (String body : new String[] {
            "{\"name\":\"x\",\"role\":\"king\"}",
            "{\"name\":\"x\",\"days\":0}",
            "{\"name\":\"x\",\"applets\":\"probe\"}",
            "{\"name\":\"x\",\"applets\":[7]}"
        }) {
            HttpResponse<String> refused = host.send(host.api("/tokens").POST(BodyPublishers.ofString(body)));
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.body()).contains("expected:");
        }
    }

    @Test
    void restMakesTokensToo() throws Exception {
        HttpResponse<String> made = host.send(host.api("/tokens")
                .POST(BodyPublishers.ofString("{\"name\":\"ci\",\"role\":\"operator\",\"days\":7}")));
        JsonNode json = JsonMapper.shared().readTree(made.body());

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json.path("token").path("by").asString()).isEqualTo("api");
        assertThat(get(json.path("secret").asString(), "/operations").statusCode())
                .isEqualTo(200);
        assertThat(host.send(host.api("/tokens")).body())
                .contains("\"name\":\"ci\"")
                .doesNotContain("digest", json.path("secret").asString());
    }

    /** Time passes while no host runs: one that runs would measure each second of it. */
    private void restartAfter(Duration pause) throws Exception {
        host.close();
        time = new ManualTime(time.clock().instant().plus(pause));
        host = TestHost.start(directory.resolve("home"), time, Map.of());
    }

    private static Page make(OperatorBrowser browser, Map<String, String> fields) throws Exception {
        return browser.submit(browser.get(PAGE), "form[action=" + PAGE + "]", fields);
    }

    private static String secret(Page made) {
        Element field = made.document().selectFirst("#secret");
        assertThat(field).as(made.text()).isNotNull();
        return field.val();
    }

    private HttpResponse<String> get(String secret, String path) throws Exception {
        return host.send(host.request("/admin/api/v1" + path).header("authorization", "Bearer " + secret));
    }

    private HttpResponse<String> post(String secret, String path) throws Exception {
        return host.send(host.request("/admin/api/v1" + path)
                .header("authorization", "Bearer " + secret)
                .POST(BodyPublishers.noBody()));
    }
}
