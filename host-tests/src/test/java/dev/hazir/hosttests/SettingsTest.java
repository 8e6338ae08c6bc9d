package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The settings of an applet: where they come from, what is refused, and what they outlive. */
class SettingsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("HAZIR_OUTSIDE_COLOUR", "green", "HAZIR_CRASHES", "0", "HAZIR_SETUP", "60s");

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"), ENVIRONMENT);
        rest = host.rest();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void whatIsSavedBeatsTheDefaultsThroughEitherDoor() {
        rest.deploy(tuned("saved", "1.0.0"));
        assertThat(rest.get("/res/saved/all").text()).isEqualTo("Untitled 5 red");
        assertThat(setting("saved", "level")).isEqualTo("5 default");

        Rest.Answer put = rest.put("applets/saved/settings", "{\"title\": \"By REST\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        Hazir.Result set = host.cli("config", "saved", "set", "level=7");
        assertThat(set.exit()).as(set.toString()).isZero();

        assertThat(rest.get("/res/saved/all").text()).isEqualTo("By REST 7 red");
        assertThat(setting("saved", "title")).isEqualTo("\"By REST\" saved");
        assertThat(setting("saved", "level")).isEqualTo("7 saved");
        assertThat(host.cli("config", "saved", "get", "level").out().strip()).isEqualTo("7");

        assertThat(rest.put("applets/saved/settings", "{\"level\": null}").status())
                .isEqualTo(200);
        assertThat(setting("saved", "level")).isEqualTo("5 default");
    }

    @Test
    void theEnvironmentBeatsWhatWasSaved() {
        rest.deploy(tuned("outside", "1.0.0"));
        assertThat(rest.get("/res/outside/all").text()).isEqualTo("Untitled 5 green");
        assertThat(rest.put("applets/outside/settings", "{\"colour\": \"blue\", \"level\": 6}")
                        .status())
                .isEqualTo(200);
        assertThat(rest.get("/res/outside/all").text()).isEqualTo("Untitled 6 green");
        assertThat(setting("outside", "colour")).isEqualTo("\"green\" env");
    }

    @Test
    void valuesThatDoNotFitAreRefusedTogetherAndNothingChanges() {
        rest.deploy(tuned("strict", "1.0.0"));
        assertThat(rest.put("applets/strict/settings", "{\"level\": 4}").status())
                .isEqualTo(200);
        String born = rest.get("/res/strict/born").text();
        String before = rest.admin("GET", "applets/strict/settings").text();

        Rest.Answer refused =
                rest.put("applets/strict/settings", "{\"level\": 99, \"port\": \"many\", \"titel\": \"x\"}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.codes()).hasSize(3).containsOnly("APP-107");
        assertThat(refused.text()).contains("'level'").contains("'port'").contains("'titel'");
        Hazir.Result typed = host.cli("config", "strict", "set", "level=0", "port=70000");
        assertThat(typed.exit()).as(typed.toString()).isEqualTo(4);
        assertThat(typed.err()).contains("'level'").contains("'port'");

        assertThat(rest.get("/res/strict/born").text()).isEqualTo(born);
        assertThat(rest.get("/res/strict/all").text()).isEqualTo("Untitled 4 red");
        assertThat(rest.admin("GET", "applets/strict/settings").text()).isEqualTo(before);
        rest.act("POST", "applets/strict/restart");
        assertThat(rest.get("/res/strict/all").text()).isEqualTo("Untitled 4 red");
    }

    @Test
    void settingsOutliveUpgradesDisablingAndTheHost() {
        rest.deploy(tuned("lasting", "1.0.0"));
        assertThat(rest.put("applets/lasting/settings", "{\"title\": \"Kept\"}").status())
                .isEqualTo(200);
        rest.deploy(tuned("lasting", "1.1.0"));
        assertThat(rest.get("/res/lasting/all").text()).isEqualTo("Kept 5 red");
        rest.act("POST", "applets/lasting/disable");
        rest.act("POST", "applets/lasting/enable");
        assertThat(rest.get("/res/lasting/all").text()).isEqualTo("Kept 5 red");

        assertThat(host.terminate()).as(host.output()).isZero();
        host = HostProcess.start(directory.resolve("home"), ENVIRONMENT);
        rest = host.rest();
        assertThat(rest.standing("lasting")).isEqualTo("live 1.1.0");
        assertThat(rest.get("/res/lasting/all").text()).isEqualTo("Kept 5 red");
    }

    @Test
    void aHostKilledWhileSettingsAreTriedComesBackWithTheOldOnes() {
        rest.deploy(tuned("tried", "1.0.0"));
        assertThat(rest.put("applets/tried/settings?async=true", "{\"title\": \"Slow\"}")
                        .status())
                .isEqualTo(202);
        await().atMost(Patience.LIMIT).until(() -> Files.exists(directory.resolve("home/data/tried/files/starting")));
        restartKilled();
        assertThat(rest.get("/res/tried/all").text()).isEqualTo("Untitled 5 red");
    }

    @Test
    void aHostKilledWhileAnAppletTakesAChangeComesBackWithTheOldOnesAndLaterWithTheNewOnes() {
        rest.deploy(AppletSource.of("taking", "1.0.0").setup("""
                        app.onSettings(Settings.class, (before, now) -> {
                            if (now.title().equals("Slow")) {
                                Files.createFile(app.files().resolve("taking"));
                                Thread.sleep(60_000);
                            }
                        });
                        app.loop().resource("/title", request -> Reply.text(app.settings(Settings.class).title()));
                        """).members("""
                        public record Settings(String title) {
                            public Settings() {
                                this("Untitled");
                            }
                        }
                        """).jar(directory));
        assertThat(rest.put("applets/taking/settings?async=true", "{\"title\": \"Slow\"}")
                        .status())
                .isEqualTo(202);
        await().atMost(Patience.LIMIT).until(() -> Files.exists(directory.resolve("home/data/taking/files/taking")));
        restartKilled();
        assertThat(rest.get("/res/taking/title").text()).isEqualTo("Untitled");

        assertThat(effect("taking", "{\"title\": \"Quick\"}")).isEqualTo("live");
        restartKilled();
        assertThat(rest.get("/res/taking/title").text()).isEqualTo("Quick");
    }

    @Test
    void theAppletOfTheDocsDoesAsWritten() throws IOException {
        String docs = Files.readString(Hazir.repository().resolve("docs/settings.md"));
        rest.deploy(AppletSource.of("written", "1.0.0")
                .setup(block(docs, "settings-setup"))
                .members(block(docs, "settings-members")
                        .replaceAll("@(NotBlank|Min|Max)\\b", "@jakarta.validation.constraints.$1"))
                .jar(directory));
        assertThat(effect("written", "{\"title\": \"Cellar\", \"lines\": 7}")).isEqualTo("live");
        assertThat(rest.get("/res/written/title").text()).isEqualTo("Cellar");
        assertThat(rest.get("/res/written/lines").text()).isEqualTo("7");
        for (String wrong : List.of("\"<b>\"", "\"\"", "\"" + "x".repeat(9_999) + "\"")) {
            assertThat(rest.put("applets/written/settings", "{\"title\": " + wrong + "}")
                            .codes())
                    .containsExactly("APP-107");
        }
        assertThat(effect("written", "{\"port\": " + QuietPorts.free() + "}")).isEqualTo("restart");
        assertThat(rest.get("/res/written/title").text()).isEqualTo("Cellar");
    }

    private static String block(String docs, String name) {
        Matcher block = Pattern.compile("```java " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(docs);
        assertThat(block.find()).as(name).isTrue();
        return block.group(1);
    }

    private static String effect(String applet, String settings) {
        Rest.Answer answer = rest.put("applets/" + applet + "/settings", settings);
        return answer.response().headers().firstValue("hazir-effect").orElse(answer.text());
    }

    private static void restartKilled() {
        host.kill();
        host = HostProcess.start(directory.resolve("home"), ENVIRONMENT);
        rest = host.rest();
    }

    @Test
    void aSettingMovesAPortAndNoRequestFailsMeanwhile() throws Exception {
        rest.deploy(tuned("moving", "1.0.0"));
        int first = QuietPorts.free();
        int second = QuietPorts.free();
        assertThat(rest.put("applets/moving/settings", "{\"port\": " + first + "}")
                        .status())
                .isEqualTo(200);
        assertThat(rest.port("moving", "door")).isEqualTo(first);
        Load load = new Load();
        try (load) {
            load.client("resource", Load.get(host.url().resolve("/res/moving/all"), false))
                    .client("new connections", Load.get(host.url().resolve("/res/moving/all"), true));
            assertThat(rest.put("applets/moving/settings", "{\"port\": " + second + "}")
                            .status())
                    .isEqualTo(200);
            for (int level = 1; level < 6; level++) {
                long asked = load.asked();
                assertThat(rest.put("applets/moving/settings", "{\"level\": " + level + "}")
                                .status())
                        .isEqualTo(200);
                await().atMost(Patience.LIMIT).until(() -> load.asked() > asked + 4);
            }
        }
        assertThat(load.failures()).isEmpty();
        assertThat(rest.port("moving", "door")).isEqualTo(second);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), second)) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), first).close())
                .isInstanceOf(ConnectException.class);
    }

    private static String setting(String applet, String name) {
        for (JsonNode setting :
                rest.admin("GET", "applets/" + applet + "/settings").json()) {
            if (setting.path("name").asString().equals(name)) {
                return setting.path("value") + " " + setting.path("source").asString();
            }
        }
        throw new AssertionError("no setting " + name);
    }

    private static Path tuned(String id, String version) {
        return AppletSource.of(id, version).setup("""
                        settings = app.settings(Settings.class);
                        files = app.files();
                        String born = UUID.randomUUID().toString();
                        app.loop().resource("/born", request -> Reply.text(born));
                        app.loop().resource("/all", request ->
                                Reply.text(settings.title() + " " + settings.level() + " " + settings.colour()));
                        app.loop().lines("door", settings.port(), peer -> line -> peer.send("OK"));
                        """).members("""
                        private Settings settings;
                        private Path files;
                        @Override public void started() throws Exception {
                            if (settings.title().equals("Slow")) {
                                Files.createFile(files.resolve("starting"));
                                Thread.sleep(60_000);
                            }
                        }
                        public record Settings(
                                @jakarta.validation.constraints.Max(65535) int port,
                                String title,
                                @jakarta.validation.constraints.Min(1) @jakarta.validation.constraints.Max(10) int level,
                                String colour) {
                            public Settings() {
                                this(0, "Untitled", 5, "red");
                            }
                        }
                        """).jar(directory);
    }
}
