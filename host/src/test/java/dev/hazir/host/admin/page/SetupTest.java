package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.cli.Cli;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.PasswordHash;
import dev.hazir.host.security.Person;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that nobody operates yet: applets are served, the pages of operators wait. */
class SetupTest {

    private static final String PASSWORD = OperatorBrowser.PASSWORD;

    @TempDir
    Path directory;

    private record Result(int exit, String text) {}

    @Test
    void onlyThePagesOfOperatorsWaitUntilSomebodyShowsTheToken() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            OperatorBrowser browser = new OperatorBrowser(host);

            assertThat(host.send(host.request("/")).statusCode()).isEqualTo(200);
            assertThat(host.send(host.api("/applets")).statusCode()).isEqualTo(200);
            for (String path : new String[] {"/admin/", "/admin/login", "/admin/applets", "/admin/nothing"}) {
                assertThat(browser.get(path).path()).isEqualTo("/admin/setup");
            }
            Path file = host.home().resolve("run/setup-token");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String token = Files.readString(file);
            Page form = browser.get("/admin/setup?token=" + token);
            assertThat(form.document().getElementById("token").val()).isEqualTo(token);
            Page ready = browser.submit(form, "main form", Map.of("name", "anna", "password", PASSWORD));

            assertThat(ready.path()).as(ready.text()).isEqualTo("/admin/setup/network");
            assertThat(ready.text()).contains("How is it reached?", "127.0.0.1");
            Page welcome = browser.submit(ready, "main form", Map.of("tls", "none"));
            assertThat(welcome.path()).as(welcome.text()).isEqualTo("/admin/welcome");
            assertThat(welcome.text()).contains("Ready.", "no applets");
            assertThat(host.home().resolve("hazir.properties")).doesNotExist();
            assertThat(file).doesNotExist();
            assertThat(browser.get("/admin/").status()).isEqualTo(200);
            assertThat(browser.get("/admin/setup").path()).isEqualTo("/admin/");
            assertThat(Files.readString(host.home().resolve("logs/hazir.log"))).doesNotContain(token, PASSWORD);
        }
    }

    @Test
    void hostThatIsSetUpStaysSoAndTakesNoSecondFirstAdministrator() throws Exception {
        Path home = directory.resolve("home");
        try (TestHost host = TestHost.start(home)) {
            new OperatorBrowser(host).signIn();
        }
        try (TestHost host = TestHost.start(home)) {
            OperatorBrowser browser = new OperatorBrowser(host);

            assertThat(browser.get("/admin/").path()).isEqualTo("/admin/login");
            assertThat(browser.post("/admin/setup", Map.of("token", "", "name", "eve", "password", PASSWORD))
                            .path())
                    .isEqualTo("/admin/login");
            assertThat(home.resolve("run/setup-token")).doesNotExist();
            browser.signIn();
        }
    }

    @Test
    void fiveWrongTokensMakeEverybodyWaitAMinute() throws Exception {
        ManualTime time = new ManualTime();
        try (TestHost host = TestHost.start(directory.resolve("home"), time, Map.of())) {
            OperatorBrowser browser = new OperatorBrowser(host);
            Map<String, String> fields = new HashMap<>(Map.of("name", "anna", "password", PASSWORD, "token", "AAAA"));
            for (int i = 0; i < 5; i++) {
                Page wrong = browser.submit(browser.get("/admin/setup"), "main form", fields);
                assertThat(wrong.status()).isEqualTo(401);
            }
            fields.put("token", Files.readString(host.home().resolve("run/setup-token")));

            assertThat(browser.submit(browser.get("/admin/setup"), "main form", fields)
                            .status())
                    .isEqualTo(429);
            time.advance(Duration.ofSeconds(61));
            assertThat(browser.submit(browser.get("/admin/setup"), "main form", fields)
                            .path())
                    .isEqualTo("/admin/setup/network");
        }
    }

    @Test
    void weakPasswordAndFormOfAnotherBrowserSetUpNothing() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            OperatorBrowser browser = new OperatorBrowser(host);
            String token = Files.readString(host.home().resolve("run/setup-token"));

            Page weak = browser.submit(
                    browser.get("/admin/setup"),
                    "main form",
                    Map.of("name", "anna", "password", "password1234", "token", token));
            Page forged = new OperatorBrowser(host)
                    .post("/admin/setup", Map.of("name", "anna", "password", PASSWORD, "token", token, "csrf", "x"));

            assertThat(weak.status()).isEqualTo(422);
            assertThat(weak.text()).contains("tried first");
            assertThat(weak.document().getElementById("name").val()).isEqualTo("anna");
            assertThat(forged.status()).isEqualTo(403);
            assertThat(host.host().access().people().list()).isEmpty();
        }
    }

    @Test
    void fileSetsUpAHostThatNobodyAttends() throws Exception {
        Path file = directory.resolve("setup.json");
        String hash = new PasswordHash().of(PASSWORD);
        Files.writeString(
                file,
                "{\"people\":[{\"name\":\"ops\",\"passwordHash\":\"" + hash + "\"},"
                        + "{\"name\":\"kim\",\"role\":\"viewer\",\"passwordHash\":\"" + hash + "\"}]}");
        Path home = directory.resolve("home");
        try (TestHost host = TestHost.startIn(Map.of("HAZIR_SETUP_FILE", file.toString()), home)) {
            OperatorBrowser browser = new OperatorBrowser(host);
            Page inside =
                    browser.submit(browser.get("/admin/"), "main form", Map.of("name", "ops", "password", PASSWORD));

            assertThat(inside.path()).isEqualTo("/admin/");
            assertThat(home.resolve("run/setup-token")).doesNotExist();
            assertThat(host.host().access().people().list())
                    .extracting(Person::toString)
                    .containsExactly("kim (viewer)", "ops (admin)");
            host.host().access().people().changePassword("ops", "eight large red boats");
        }
        try (TestHost host = TestHost.startIn(Map.of("HAZIR_SETUP_FILE", file.toString()), home)) {
            OperatorBrowser browser = new OperatorBrowser(host);
            Page inside = browser.submit(
                    browser.get("/admin/"), "main form", Map.of("name", "ops", "password", "eight large red boats"));
            assertThat(inside.path()).as("a password that was changed later").isEqualTo("/admin/");
        }
    }

    @Test
    void setUpFileThatWillNotDoStopsTheStartWithASentence() throws Exception {
        Path file = directory.resolve("setup.json");
        Map<String, String> contents = Map.of(
                "{", "Unexpected",
                "{\"people\":[]}", "names no people",
                "{\"people\":[{\"name\":\"x\",\"role\":\"viewer\",\"passwordHash\":\"y\"}]}", "no administrator",
                "{\"people\":[{\"name\":\"x\",\"passwordHash\":\"y\"}]}", "hash of x",
                "{\"people\":[{\"name\":\"x\",\"password\":\"y\"}]}", "password");
        for (Map.Entry<String, String> content : contents.entrySet()) {
            Files.writeString(file, content.getKey());
            assertThatIOException()
                    .isThrownBy(() ->
                            TestHost.startIn(Map.of("HAZIR_SETUP_FILE", file.toString()), directory.resolve("home")))
                    .withMessageContaining(file.toString())
                    .withMessageContaining(content.getValue());
        }
        assertThat(directory.resolve("home/access/access.json")).doesNotExist();
    }

    @Test
    void commandLineSetsUpListsAddsResetsAndRemovesWithAndWithoutAHost() throws Exception {
        Path home = directory.resolve("home");
        assertThat(cli(home, PASSWORD, "setup", "--admin", "ops"))
                .isEqualTo(new Result(0, "ops is the administrator. Sign in at /admin/"));
        try (TestHost host = TestHost.start(home)) {
            assertThat(cli(home, PASSWORD, "setup", "--admin", "eve").exit()).isEqualTo(4);
            assertThat(cli(home, "", "setup-token").exit()).isEqualTo(4);
            assertThat(cli(home, PASSWORD, "admin", "add", "kim", "--role", "viewer")
                            .exit())
                    .isZero();
            assertThat(cli(home, "short", "admin", "reset", "kim").exit()).isEqualTo(4);
            assertThat(cli(home, "eight large red boats", "admin", "reset", "kim")
                            .exit())
                    .isZero();
            OperatorBrowser kim = new OperatorBrowser(host);
            Page inside = kim.submit(
                    kim.get("/admin/"), "main form", Map.of("name", "kim", "password", "eight large red boats"));
            assertThat(inside.path()).isEqualTo("/admin/");
            assertThat(cli(home, "", "admin", "role", "kim", "operator").exit()).isZero();
            assertThat(kim.get("/admin/").path()).as("a changed role signs out").isEqualTo("/admin/login");
            assertThat(cli(home, "", "admin", "list").text()).isEqualTo("kim  operator\nops  admin");
            assertThat(cli(home, "", "admin", "remove", "ops").exit()).isEqualTo(4);
        }
        assertThat(cli(home, "nine tiny blue boats", "admin", "reset", "ops").exit())
                .isZero();
        assertThat(cli(home, "", "admin", "remove", "kim").exit()).isZero();
        assertThat(cli(home, "", "admin", "list").text()).isEqualTo("ops  admin");
        assertThat(cli(home, "", "admin", "reset", "ops")).satisfies(result -> {
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.text()).contains("no password");
        });
        assertThat(cli(home, "nine tiny blue boats", "admin", "hash").text()).startsWith("$argon2id$");
        try (TestHost host = TestHost.start(home)) {
            OperatorBrowser ops = new OperatorBrowser(host);
            assertThat(ops.submit(
                                    ops.get("/admin/"),
                                    "main form",
                                    Map.of("name", "ops", "password", "nine tiny blue boats"))
                            .path())
                    .isEqualTo("/admin/");
        }
    }

    @Test
    void commandLineShowsTheTokenWhileTheHostWaits() throws Exception {
        Path home = directory.resolve("home");
        try (TestHost host = TestHost.start(home)) {
            assertThat(cli(home, "", "setup-token").text())
                    .isEqualTo(host.host().access().setupToken().orElseThrow().text());
            assertThat(cli(home, PASSWORD, "setup", "--admin", "ops").exit()).isZero();
            assertThat(new OperatorBrowser(host).get("/admin/").path()).isEqualTo("/admin/login");
        }
        assertThat(cli(home, "", "setup-token").exit()).isEqualTo(3);
    }

    @Test
    void brokenListOfPeopleIsToldAndTheCommandLineWorks() throws Exception {
        Path home = directory.resolve("home");
        Files.createDirectories(home.resolve("access"));
        Files.writeString(home.resolve("access/access.json"), "{broken");
        try (TestHost host = TestHost.start(home)) {
            OperatorBrowser browser = new OperatorBrowser(host);
            Page login = browser.get("/admin/");
            Page refused = browser.submit(login, "main form", Map.of("name", "anna", "password", PASSWORD));

            assertThat(login.text()).contains("cannot be read");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(cli(home, "", "list").exit()).isZero();
            assertThat(cli(home, PASSWORD, "admin", "add", "eve").exit()).isNotZero();
            assertThat(host.send(host.api("/problems")).body()).contains("SEC-502", "access.json");
            assertThat(home.resolve("run/setup-token")).doesNotExist();
        }
        assertThat(Files.readString(home.resolve("access/access.json"))).isEqualTo("{broken");
    }

    @Test
    void developerIsSignedInAtOnce() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"), Map.of("dev", "true"))) {
            OperatorBrowser browser = new OperatorBrowser(host);

            Page overview = browser.get("/admin/");

            assertThat(overview.path()).isEqualTo("/admin/");
            assertThat(overview.document().select(".devbar").text()).contains("Development mode");
            assertThat(overview.document().select("header").text()).contains("dev");
            assertThat(browser.get("/admin/account").status()).isEqualTo(200);
            assertThat(browser.get("/admin/settings/access").status()).isEqualTo(200);
        }
    }

    private static Result cli(Path home, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = new Cli(
                        options -> 0,
                        Map.of("HAZIR_HOME", home.toString()),
                        new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)),
                        text,
                        text)
                .run(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8).strip());
    }
}
