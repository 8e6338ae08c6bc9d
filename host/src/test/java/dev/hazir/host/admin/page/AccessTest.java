package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People with roles, on a real host whose time passes when a test says so. */
class AccessTest {

    private static final String PASSWORD = OperatorBrowser.PASSWORD;
    private static final String OTHER = "eight large red boats";

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private TestHost host;
    private OperatorBrowser anna;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), time, Map.of());
        anna = new OperatorBrowser(host).signIn();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void roleThatIsTooSmallIsToldWhoMayDoIt() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        host.host().applets().offer(jar, "test").ended().toCompletableFuture().get();
        OperatorBrowser viewer = new OperatorBrowser(host).signIn("vera", Role.VIEWER);
        OperatorBrowser operator = new OperatorBrowser(host).signIn("otto", Role.OPERATOR);
        String csrf =
                viewer.get("/admin/").document().selectFirst("input[name=csrf]").val();

        Page refused = viewer.post("/admin/applets/probe/restart", Map.of("csrf", csrf));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .contains("You are signed in as vera (Viewer). This needs Operator. Ask: anna, otto.");
        assertThat(viewer.get("/admin/settings/access").status()).isEqualTo(403);
        assertThat(operator.get("/admin/settings/access").text())
                .contains("otto (Operator). This needs Admin. Ask: anna.");
        csrf = operator.get("/admin/")
                .document()
                .selectFirst("input[name=csrf]")
                .val();
        assertThat(operator.post("/admin/applets/probe/remove", Map.of("csrf", csrf))
                        .status())
                .isEqualTo(403);
        assertThat(operator.upload(jar, csrf).status()).isEqualTo(403);
        assertThat(operator.post("/admin/applets/probe/restart", Map.of("csrf", csrf))
                        .text())
                .contains("otto");
        assertThat(viewer.post("/admin/theme", Map.of("csrf", viewerCsrf(viewer), "theme", "dark", "next", "/admin/"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void operationsNameThePersonWhoAsked() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);

        Page done = anna.submit(anna.upload(jar), "main form.do", Map.of());

        assertThat(done.text()).contains("anna");
        assertThat(host.send(host.api("/operations")).body()).contains("\"by\":\"anna\"");
    }

    @Test
    void wrongPasswordsMakeTheAddressWaitLongerEachTime() throws Exception {
        OperatorBrowser eve = new OperatorBrowser(host);
        for (int i = 0; i < 5; i++) {
            assertThat(tryIn(eve, "nobody", "guess").status()).isEqualTo(401);
        }
        assertThat(tryIn(eve, "nobody", "guess").status()).isEqualTo(429);
        assertThat(tryIn(eve, "anna", PASSWORD).status())
                .as("also the right one")
                .isEqualTo(429);

        time.advance(Duration.ofMillis(1100));
        assertThat(tryIn(eve, "nobody", "guess").status()).isEqualTo(401);
        time.advance(Duration.ofMillis(1100));
        assertThat(tryIn(eve, "nobody", "guess").text()).contains("Wait 1 s");
        time.advance(Duration.ofSeconds(1));
        assertThat(tryIn(eve, "anna", PASSWORD).path()).isEqualTo("/admin/");
        assertThat(tryIn(new OperatorBrowser(host), "anna", "guess").status()).isEqualTo(401);
    }

    @Test
    void nameThatIsNotThereIsToldLikeAWrongPassword() throws Exception {
        Page unknown = tryIn(new OperatorBrowser(host), "nobody", "guess");
        Page wrong = tryIn(new OperatorBrowser(host), "anna", "guess");

        assertThat(unknown.document().select(".notice").text())
                .isEqualTo(wrong.document().select(".notice").text())
                .isEqualTo("Name or password is wrong.");
    }

    @Test
    void personIsLetInChangedAndRemoved() throws Exception {
        Page list = anna.submit(
                anna.get("/admin/settings/access"),
                "form[action=/admin/settings/access/people]",
                Map.of("name", "kim", "role", "viewer", "password", OTHER));
        assertThat(list.document().select("main table").first().text()).contains("kim Viewer");
        OperatorBrowser kim = new OperatorBrowser(host);
        assertThat(tryIn(kim, "kim", OTHER).path()).isEqualTo("/admin/");

        submit("/admin/settings/access/people/kim", "form[action$=role]", Map.of("role", "operator"));
        assertThat(kim.get("/admin/").path()).as("signed out by a new role").isEqualTo("/admin/login");
        assertThat(tryIn(kim, "kim", OTHER).path()).isEqualTo("/admin/");

        submit("/admin/settings/access/people/kim", "form[action$=password]", Map.of("password", PASSWORD));
        assertThat(kim.get("/admin/").path()).as("signed out by a new password").isEqualTo("/admin/login");
        assertThat(tryIn(kim, "kim", OTHER).status()).isEqualTo(401);
        assertThat(tryIn(kim, "kim", PASSWORD).path()).isEqualTo("/admin/");

        submit("/admin/settings/access/people/kim", "form[action$=remove]", Map.of());
        assertThat(kim.get("/admin/").path()).isEqualTo("/admin/login");
        assertThat(anna.get("/admin/settings/access/people/kim").status()).isEqualTo(404);
    }

    @Test
    void lastAdministratorAndWeakPasswordsAreRefusedOnThePage() throws Exception {
        Page last = submit("/admin/settings/access/people/anna", "form[action$=remove]", Map.of());
        Page weak = anna.submit(
                anna.get("/admin/settings/access"),
                "form[action=/admin/settings/access/people]",
                Map.of("name", "kim", "role", "viewer", "password", "password1234"));

        assertThat(last.status()).isEqualTo(409);
        assertThat(last.text()).contains("only administrator");
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.document().getElementById("name").val()).isEqualTo("kim");
        assertThat(weak.document().outerHtml()).doesNotContain("password1234");
    }

    @Test
    void ownPasswordIsChangedWithTheOldOneAndEndsOtherBrowsers() throws Exception {
        OperatorBrowser phone = new OperatorBrowser(host).signIn();
        String form = "form[action$=password]";
        Page wrong = anna.submit(anna.get("/admin/account"), form, Map.of("current", "guess", "password", OTHER));
        assertThat(wrong.status()).isEqualTo(401);

        Page changed = anna.submit(anna.get("/admin/account"), form, Map.of("current", PASSWORD, "password", OTHER));

        assertThat(changed.text()).contains("Your password is changed");
        assertThat(anna.get("/admin/").path()).isEqualTo("/admin/");
        assertThat(phone.get("/admin/").path()).isEqualTo("/admin/login");
        assertThat(tryIn(phone, "anna", OTHER).path()).isEqualTo("/admin/");
    }

    @Test
    void sessionIsListedAndRevoked() throws Exception {
        OperatorBrowser kim = new OperatorBrowser(host).signIn("kim", Role.VIEWER);
        Page access = anna.get("/admin/settings/access");
        assertThat(access.document().select("#sessions tbody tr")).hasSize(2);
        assertThat(access.document().select("#sessions").text()).contains("kim", "127.0.0.1", "This browser");

        anna.submit(access, "#sessions tr:contains(kim) form", Map.of());

        assertThat(kim.get("/admin/").path()).isEqualTo("/admin/login");
        assertThat(anna.get("/admin/account").document().select("#sessions tbody tr"))
                .hasSize(1);
    }

    @Test
    void sessionEndsAfterHoursWithoutARequest() throws Exception {
        time.advance(Duration.ofHours(7));
        assertThat(anna.get("/admin/").path()).isEqualTo("/admin/");
        time.advance(Duration.ofHours(7));
        assertThat(anna.get("/admin/").path()).isEqualTo("/admin/");
        time.advance(Duration.ofHours(9));
        assertThat(anna.get("/admin/").path()).isEqualTo("/admin/login");
    }

    @Test
    void restartOfTheHostSignsNobodyOutAndFormsThatWereOpenStillGo() throws Exception {
        OperatorBrowser kim = new OperatorBrowser(host).signIn("kim", Role.OPERATOR);
        Page open = anna.get("/admin/settings/access");
        Page own = kim.get("/admin/account");
        host.close();

        host = TestHost.start(directory.resolve("home"), time, Map.of());
        anna.at(host);
        kim.at(host);

        assertThat(anna.get("/admin/").path()).isEqualTo("/admin/");
        assertThat(kim.submit(own, "form[action=/admin/theme]", Map.of("theme", "dark"))
                        .status())
                .as("a form of before")
                .isEqualTo(200);
        Page asked = anna.submit(
                open,
                "form[action=/admin/settings/access/people]",
                Map.of("name", "lea", "role", "viewer", "password", OTHER));
        assertThat(asked.text()).as("a grave act").contains("Your password, once more");
        anna.submit(open, "#sessions tr:contains(kim) form", Map.of());
        assertThat(kim.get("/admin/").path()).isEqualTo("/admin/login");
    }

    @Test
    void graveActAsksForThePasswordAfterTenMinutesAndGoesOnWithWhatTheFormHad() throws Exception {
        time.advance(Duration.ofMinutes(11));
        Page ask = anna.submit(
                anna.get("/admin/settings/access"),
                "form[action=/admin/settings/access/people]",
                Map.of("name", "kim", "role", "operator", "password", OTHER));

        assertThat(ask.status()).isEqualTo(403);
        assertThat(ask.text()).contains("Your password, once more", "Nothing has changed yet");
        assertThat(host.host().access().people().find("kim")).isEmpty();
        Page wrong = anna.submit(ask, "main form", Map.of("password-again", "guess"));
        assertThat(wrong.status()).isEqualTo(401);
        Page done = anna.submit(wrong, "main form", Map.of("password-again", PASSWORD));

        assertThat(done.path()).isEqualTo("/admin/settings/access");
        assertThat(host.host().access().people().find("kim").orElseThrow().role())
                .isEqualTo(Role.OPERATOR);
        submit("/admin/settings/access/people/kim", "form[action$=remove]", Map.of());
        assertThat(host.host().access().people().find("kim"))
                .as("no second time")
                .isEmpty();
    }

    @Test
    void jarsThatWereSentNeedNotBeChosenAgainAfterThePasswordWasAskedFor() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        String csrf = anna.get("/admin/install")
                .document()
                .selectFirst("main input[name=csrf]")
                .val();
        time.advance(Duration.ofMinutes(11));
        Page ask = anna.upload(jar, csrf);

        assertThat(ask.status()).isEqualTo(403);
        assertThat(ask.text()).contains("Your password, once more", "a.jar");
        assertThat(anna.get("/admin/install").document().select("#waiting")).isEmpty();
        Page wrong = anna.submit(ask, "main form", Map.of("password-again", "guess"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("a.jar");
        Page plan = anna.submit(wrong, "main form", Map.of("password-again", PASSWORD));

        assertThat(plan.path()).startsWith("/admin/install/");
        assertThat(plan.text()).contains("probe", "1.0.0");
        Page again = anna.submit(wrong, "main form", Map.of("password-again", PASSWORD));
        assertThat(again.status()).as("they are taken once").isEqualTo(410);
    }

    @Test
    void jarsThatWaitForThePasswordAreForNobodyElseAndNotForLong() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        String csrf = anna.get("/admin/install")
                .document()
                .selectFirst("main input[name=csrf]")
                .val();
        time.advance(Duration.ofMinutes(11));
        Page ask = anna.upload(jar, csrf);
        String held = ask.document().selectFirst("input[name=held]").val();
        OperatorBrowser other = new OperatorBrowser(host).signIn();
        String otherCsrf = other.get("/admin/install")
                .document()
                .selectFirst("main input[name=csrf]")
                .val();

        Page stolen = other.post("/admin/install", Map.of("csrf", otherCsrf, "held", held));
        assertThat(stolen.status()).isEqualTo(410);
        assertThat(uploads()).hasSize(1);
        time.advance(Duration.ofMinutes(11));
        Page late = anna.submit(ask, "main form", Map.of("password-again", PASSWORD));

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text()).contains("Choose it once more");
        assertThat(uploads()).isEmpty();
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.list(host.home().resolve("run/work/uploads"))) {
            return files.toList();
        }
    }

    @Test
    void nothingSecretIsInTheLogOrTheInterface() throws Exception {
        tryIn(new OperatorBrowser(host), "anna", "a guess that must not be told");
        String people = host.send(host.api("/people")).body();
        String sessions = host.send(host.api("/sessions")).body();
        String file = Files.readString(host.home().resolve("access/access.json"));
        String log = Files.readString(host.home().resolve("logs/hazir.log"));

        assertThat(people).contains("anna").doesNotContain("argon2", "hash");
        assertThat(sessions).contains("anna").doesNotContain("csrf", "\"id\"");
        assertThat(file).contains("$argon2id$").doesNotContain(PASSWORD);
        assertThat(log)
                .contains("anna signed in from 127.0.0.1")
                .doesNotContain(PASSWORD, "a guess that must not be told", "argon2");
    }

    private static Page tryIn(OperatorBrowser browser, String name, String password) throws Exception {
        return browser.submit(browser.get("/admin/login"), "main form", Map.of("name", name, "password", password));
    }

    private Page submit(String path, String form, Map<String, String> fields) throws Exception {
        return anna.submit(anna.get(path), form, new HashMap<>(fields));
    }

    private static String viewerCsrf(OperatorBrowser browser) throws Exception {
        return browser.get("/admin/").document().selectFirst("input[name=csrf]").val();
    }
}
