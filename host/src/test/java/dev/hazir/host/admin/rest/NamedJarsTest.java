package dev.hazir.host.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.JarRepository;
import dev.hazir.host.PackedApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.RestBrowser;
import dev.hazir.host.SignedJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.TestHost.Verb;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jars that the host takes from its folder or fetches from an address, by REST and by the command line. */
class NamedJarsTest {

    private static final String PASSWORD = "seven small green boats";

    @TempDir
    static Path directory;

    private static final ManualTime TIME = new ManualTime();
    private static JarRepository repository;
    private static Path folder;
    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createDirectory(directory.resolve("folder"));
        Files.copy(probe("1.0.0"), folder.resolve("probe.jar"));
        Files.copy(probe("1.2.0"), folder.resolve("later.jar"));
        Files.copy(SignedJar.broken(SignedJar.by("acme", probe("0.9.0"))), folder.resolve("broken.jar"));
        Files.writeString(folder.resolve("text.jar"), "no jar");
        Files.createSymbolicLink(folder.resolve("link.jar"), directory.resolve("home/run/token"));
        repository = JarRepository.serving(probe("1.0.0"));
        repository.add("/jars/next.jar", probe("1.1.0"));
        repository.add("/jars/broken.jar", folder.resolve("broken.jar"));
        host = TestHost.start(
                directory.resolve("home"),
                TIME,
                Map.of("install.folder", folder.toString(), "install.urls", repository.url() + "/jars"));
        host.host().access().people().addFirst("anna", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        repository.close();
    }

    @AfterEach
    void removeAgain() throws Exception {
        host.send(host.api("/applets/probe?data=erase").DELETE());
        assertThat(host.home().resolve("run/work/uploads"))
                .satisfiesAnyOf(
                        place -> assertThat(place).doesNotExist(),
                        place -> assertThat(place).isEmptyDirectory());
    }

    @Test
    void folderIsListedAndAJarOfItIsPlannedAndInstalled() throws Exception {
        JsonNode offered = json(host.send(host.api("/sources/jars")));
        assertThat(offered.path("folder").asString()).isEqualTo(folder.toString());
        assertThat(offered.path("jars")
                        .valueStream()
                        .map(jar -> jar.path("path").asString()))
                .containsExactly("broken.jar", "later.jar", "probe.jar", "text.jar");

        HttpResponse<String> plan = send("/applets/plan", named("file", "probe.jar"));
        assertThat(json(plan).path("version").asString()).as(plan.body()).isEqualTo("1.0.0");
        assertThat(json(plan).path("jar").path("signed").asString()).isEqualTo("none");
        assertThat(version()).isEmpty();

        HttpResponse<String> installed = send("/applets?intent=install", named("file", "probe.jar"));
        assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
        assertThat(version()).isEqualTo("1.0.0");
        assertThat(json(host.send(host.api("/sources/newer"))).toString())
                .isEqualTo(
                        "[{\"applet\":\"probe\",\"installed\":\"1.0.0\",\"version\":\"1.2.0\",\"jar\":\"later.jar\"}]");
    }

    @Test
    void jarIsFetchedFromAnAddressAlsoOneThatLeadsOn() throws Exception {
        assertThat(send("/applets?intent=install", named("url", repository.url() + "/jars/moved.jar"))
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> upgraded =
                send("/applets?intent=upgrade&async=true", named("url", repository.url() + "/jars/next.jar"));

        assertThat(upgraded.statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> version().equals("1.1.0"));
    }

    @Test
    void jarThatIsSentIsRefusedLikeOneThatIsNamedWhenItWasChangedAfterItWasSigned() throws Exception {
        for (String verb : List.of("plan", "install")) {
            Verb sent = host.verb(verb, folder.resolve("broken.jar").toString());

            assertThat(sent.exit()).isEqualTo(4);
            assertThat(sent.text()).contains("was changed after it was signed", "Ask whoever made it");
        }
        assertThat(host.host().applets().loader("probe")).isEmpty();
    }

    @Test
    void commandLineInstallsUpgradesAndPlansFromBothPlaces() throws Exception {
        assertThat(host.cli("sources", "jars")).contains("In " + folder, "probe.jar", "later.jar");
        Verb plan = host.verb("plan", repository.url() + "/jars/probe.jar");
        assertThat(plan.exit()).isZero();
        assertThat(plan.text()).contains("taken", "probe 1.0.0 would be installed");

        Verb installed = host.verb("install", repository.url() + "/jars/probe.jar");

        assertThat(installed.exit()).isZero();
        assertThat(installed.text()).contains("probe 1.0.0 runs.");
        assertThat(host.cli("sources", "jars", "--newer")).contains("probe  1.0.0  1.2.0  later.jar");
        assertThat(host.verb("install", "--from-folder", "later.jar").exit())
                .as("it is installed already")
                .isEqualTo(4);
        assertThat(host.cli("plan", "--from-folder", "later.jar")).contains("probe 1.2.0 would replace 1.0.0");
        assertThat(host.verb("upgrade", "--from-folder", "later.jar").exit()).isZero();
        assertThat(version()).isEqualTo("1.2.0");
        assertThat(host.cli("sources", "jars", "--newer")).contains("No later version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /secret/token       | 422 | may not be fetched. Addresses may begin with http://127.0.0.1
                    /jars/../secret/token | 422 | may not be fetched
                    /jars/away.jar      | 422 | /secret/token' may not be fetched
                    /jars/circle.jar    | 422 | leads on and on
                    /jars/missing.jar   | 422 | answers 404. Look whether the jar is still there
                    /jars/empty.jar     | 422 | It is empty
                    /jars/endless.jar   | 413 | It is larger than 1024 MiB
                    /jars/page.jar      | 422 | page.jar
                    /jars/broken.jar    | 422 | was changed after it was signed
                    """)
    void addressThatWillNotDoIsRefusedWithTheReason(String path, int status, String told) throws Exception {
        String url = repository.url() + path;

        HttpResponse<String> answer = send("/applets", named("url", url));
        Verb verb = host.verb("install", url);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("refused");
        assertThat(json(answer).path("detail").asString()).contains(told);
        assertThat(verb.exit()).isEqualTo(4);
        assertThat(verb.text()).contains(told);
        assertThat(send("/applets/plan", named("url", url)).statusCode()).isEqualTo(status);
        assertThat(host.host().applets().loader("probe")).isEmpty();
    }

    @Test
    void serverThatIsNotThereIsTold() throws Exception {
        try (TestHost other =
                TestHost.start(directory.resolve("elsewhere"), Map.of("install.urls", "http://127.0.0.1:1/"))) {
            assertThat(other.cli("install", "http://127.0.0.1:1/a.jar"))
                    .contains("nothing answers there. Look whether the address is right");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ../home/run/token | 404 | There are: broken.jar, later.jar, probe.jar, text.jar.
                    link.jar          | 404 | There is no jar 'link.jar' in
                    /etc/passwd       | 404 | There is no jar
                    text.jar          | 422 | text.jar
                    broken.jar        | 422 | broken.jar was changed after it was signed
                    """)
    void fileThatWillNotDoIsRefusedWithTheReason(String name, int status, String told) throws Exception {
        HttpResponse<String> answer = send("/applets", named("file", name));
        Verb verb = host.verb("upgrade", "--from-folder", name);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("detail").asString()).contains(told);
        assertThat(verb.exit()).isEqualTo(4);
        assertThat(verb.text()).contains(told);
    }

    @Test
    void hostWithoutPlacesSaysWhereTheyAreNamed() throws Exception {
        try (TestHost plain = TestHost.start(directory.resolve("plain"))) {
            assertThat(plain.cli("sources", "jars")).contains("There is no folder", "Do: hazir sources add FOLDER");
            assertThat(plain.verb("install", "--from-folder", "probe.jar"))
                    .satisfies(verb -> assertThat(verb.exit()).isEqualTo(4))
                    .satisfies(verb -> assertThat(verb.text()).contains("hazir sources add", "install.folder"));
            assertThat(plain.verb("install", repository.url() + "/jars/probe.jar"))
                    .satisfies(verb -> assertThat(verb.exit()).isEqualTo(4))
                    .satisfies(verb -> assertThat(verb.text()).contains("hazir sources add", "install.urls"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\": 7}",
                "{\"file\": \"probe.jar\", \"url\": \"http://a.example/\"}",
                "{\"path\": \"probe.jar\"}",
                "[]",
                "probe.jar"
            })
    void namingTooLittleOrTooMuchIsMalformed(String body) throws Exception {
        assertThat(send("/applets", body).statusCode()).isEqualTo(400);
        assertThat(send("/applets/plan", body).statusCode()).isEqualTo(400);
    }

    @Test
    void onlyAdministratorsMayAndTheirBrowsersOnlyShortlyAfterThePassword() throws Exception {
        host.host().access().people().add("otto", Role.OPERATOR, PASSWORD);
        RestBrowser otto = RestBrowser.signIn(host, "otto", PASSWORD);
        assertThat(otto.send("POST", "/applets", named("file", "probe.jar")).statusCode())
                .isEqualTo(403);
        assertThat(otto.send("GET", "/sources/jars", "").statusCode()).isEqualTo(403);

        RestBrowser anna = RestBrowser.signIn(host, "anna", PASSWORD);
        assertThat(anna.send("POST", "/applets/plan", named("file", "probe.jar"))
                        .statusCode())
                .isEqualTo(200);
        TIME.advance(Duration.ofMinutes(10).plusSeconds(1));
        for (String call : new String[] {"/applets", "/applets/plan"}) {
            assertThat(anna.send("POST", call, named("url", repository.url() + "/jars/probe.jar"))
                            .statusCode())
                    .as(call)
                    .isEqualTo(403);
        }
        assertThat(version()).isEmpty();
        try (Stream<String> lines = Files.lines(host.home().resolve("logs/audit.jsonl"))) {
            assertThat(lines.filter(line -> line.contains("probe.jar")))
                    .as("what was named is told")
                    .anySatisfy(line -> assertThat(line).contains("anna", "applets plan", "done"));
        }
    }

    private static HttpResponse<String> send(String path, String body) throws Exception {
        return host.send(
                host.api(path).header("content-type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static String named(String by, String name) {
        return "{\"" + by + "\": \"" + name + "\"}";
    }

    private static String version() throws Exception {
        return json(host.send(host.api("/applets/probe"))).path("version").asString("");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static Path probe(String version) throws IOException {
        return PackedApplet.of("probe", version, ProbeApplet.class).in(directory);
    }
}
