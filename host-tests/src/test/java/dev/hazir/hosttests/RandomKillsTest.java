package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Random acts through REST while the process is killed at random moments. After each start every applet is as it was
 * acknowledged, or as the act that was under way would have it: version, kept versions, settings, files, and nothing else
 * on the disk. The long form: {@code -Dhazir.kills=100}, another course: {@code -Dhazir.seed=N}.
 */
class RandomKillsTest {

    private static final int KILLS = Integer.getInteger("hazir.kills", 8);
    private static final long SEED = Long.getLong("hazir.seed", 20_261_127);
    private static final int MOST_ACTS_IN_PEACE = 5;
    private static final int LONGEST_DELAY_MILLIS = 400;
    private static final List<String> IDS = List.of("amber", "birch");
    private static final List<String> VERSIONS = List.of("1.0.0", "2.0.0", "3.0.0");

    /** It is not the applets that end these hosts. */
    private static final Map<String, String> UNDAUNTED = Map.of("HAZIR_CRASHES", "0");

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, KillModel> models = new TreeMap<>();
    private int acts;
    private int underWay;

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        Path home = directory.resolve("home");
        for (String id : IDS) {
            models.put(id, new KillModel());
            for (String version : VERSIONS) {
                jar(id, version);
            }
        }
        for (int kill = 0; kill < KILLS; kill++) {
            try (HostProcess host = HostProcess.start(home, UNDAUNTED)) {
                for (String id : IDS) {
                    expectModelled(host, id);
                }
                Rest rest = host.rest();
                for (int peaceful = random.nextInt(MOST_ACTS_IN_PEACE); peaceful > 0; peaceful--) {
                    assertThat(survives(rest)).isTrue();
                    acts++;
                }
                CompletableFuture<Void> killed = CompletableFuture.runAsync(
                        host::kill,
                        CompletableFuture.delayedExecutor(random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS));
                while (survives(rest)) {
                    acts++;
                }
                killed.join();
            }
        }
        try (HostProcess host = HostProcess.start(home, UNDAUNTED)) {
            for (String id : IDS) {
                expectModelled(host, id);
            }
        }
        System.out.println(KILLS + " kills, " + acts + " acts acknowledged, " + underWay + " under way at a kill");
        assertThat(underWay).isEqualTo(KILLS);
    }

    /** Does something at random; returns whether it was acknowledged. */
    private boolean survives(Rest rest) {
        String id = IDS.get(random.nextInt(IDS.size()));
        KillModel model = models.get(id);
        List<KillModel.Act> possible = model.possible(VERSIONS);
        KillModel.Act act = possible.get(random.nextInt(possible.size()));
        model.begin(act);
        try {
            Rest.Answer answer = perform(rest, id, act);
            assertThat(answer.status())
                    .as(id + " " + act + ": " + answer.text())
                    .isBetween(200, 299);
            model.acknowledge();
            return true;
        } catch (UncheckedIOException e) {
            underWay++;
            return false;
        }
    }

    private Rest.Answer perform(Rest rest, String id, KillModel.Act act) {
        return switch (act.verb()) {
            case "deploy" -> rest.offer(directory.resolve(id + "-" + act.argument() + ".jar"));
            case "settings" -> rest.put("applets/" + id + "/settings", "{\"title\": \"" + act.argument() + "\"}");
            case "remove" -> rest.admin("DELETE", "applets/" + id + "?data=" + act.argument());
            default -> rest.admin("POST", "applets/" + id + "/" + act.verb());
        };
    }

    private void expectModelled(HostProcess host, String id) throws IOException {
        KillModel model = models.get(id);
        KillModel.State found = observe(host, id);
        model.expect(id, found);
        Path notes = host.home().resolve("data/" + id + "/files/notes.txt");
        if (model.certain().erased()) {
            assertThat(notes).as(id + " was erased").doesNotExist();
            if (found.running()) {
                Files.writeString(notes, "precious " + id);
                model.noted();
            }
        } else {
            assertThat(notes).content().isEqualTo("precious " + id);
        }
        List<String> expected = new ArrayList<>();
        found.versions().forEach(version -> expected.add(version + ".jar"));
        assertThat(names(host.home().resolve("versions/" + id)))
                .as(id + " " + found)
                .containsAll(expected)
                .isSubsetOf(Stream.concat(expected.stream(), Stream.of("state.json", "history.json", "settings.json"))
                        .toList());
    }

    private static KillModel.State observe(HostProcess host, String id) {
        JsonNode applet = host.rest().applet(id).orElse(null);
        if (applet == null) {
            return KillModel.State.ABSENT;
        }
        boolean live = applet.path("state").asString().equals("live");
        List<String> versions =
                applet.path("versions").valueStream().map(JsonNode::asString).toList();
        if (!live) {
            assertThat(applet.path("state").asString()).as(applet.toString()).isEqualTo("disabled");
        }
        return new KillModel.State(
                live, versions, live ? host.rest().get("/res/" + id + "/title").text() : "?");
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The second version takes changes while it runs. */
    private void jar(String id, String version) {
        AppletSource.of(id, version).setup("""
                        if (app.info().version().equals("2.0.0")) {
                            app.onSettings(Settings.class, (before, now) -> {});
                        }
                        app.loop().resource("/title", request -> Reply.text(app.settings(Settings.class).title()));
                        app.files();
                        """).members("""
                        public record Settings(String title) {
                            public Settings() {
                                this("Untitled");
                            }
                        }
                        """).jar(directory);
    }
}
