package dev.hazir.host.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.BrokenApplet;
import dev.hazir.host.TestHost;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backups of a real host: made while it runs, and brought back while it runs or does not. */
class BackupTest {

    @TempDir
    Path directory;

    private TestHost host;
    private Path first;
    private Path second;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        first = notes("1.0.0");
        second = notes("2.0.0");
        deploy(first);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    private Path notes(String version) throws IOException {
        return TestHost.jar(directory, "notes", version, NotingApplet.class, NotingApplet.Settings.class);
    }

    @Test
    void appletComesBackAsItWasWithItsVersionSettingsAndFiles() throws Exception {
        note("precious");
        save("title", "Mine");
        String backup = make("notes");
        deploy(second);
        note("worthless");
        save("title", "Other");

        HttpResponse<String> restored = restore(backup, "");

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(get("/version")).isEqualTo("\"1.0.0\"");
        assertThat(get("/title")).isEqualTo("\"Mine\"");
        assertThat(get("/note")).isEqualTo("\"precious\"");
        await("the files that were replaced go").until(() -> directories("data/notes"), List.of("files-5")::equals);
    }

    @Test
    void whatARestoreReplacedWasBackedUpAndCanBeBroughtBack() throws Exception {
        note("precious");
        String backup = make("notes");
        note("newer");
        restore(backup, "");

        JsonNode automatic = list().get(0);
        restore(automatic.path("name").asString(), "");

        assertThat(automatic.path("automatic").asBoolean()).isTrue();
        assertThat(automatic.path("reason").asString()).startsWith("Before going back to the backup of ");
        assertThat(get("/note")).isEqualTo("\"newer\"");
    }

    @Test
    void upgradeOfAnAppletWithFilesBeginsWithABackupAndOldOnesGo() throws Exception {
        deploy(second);
        assertThat(list()).as("without files there is nothing to back up").isEmpty();
        host.close();
        host = TestHost.start(directory.resolve("home"), Map.of("backups", "2"));
        note("precious");
        for (String version : List.of("3.0.0", "4.0.0", "5.0.0")) {
            deploy(notes(version));
        }

        assertThat(list().valueStream().map(backup -> backup.path("reason").asString()))
                .containsExactly("Before the upgrade to 5.0.0.", "Before the upgrade to 4.0.0.");
    }

    @Test
    void removedAppletComesBackFromABackupThatWasSentFromElsewhere() throws Exception {
        note("precious");
        Path copy = download(make());
        for (JsonNode backup : list()) {
            host.send(host.api("/backups/" + backup.path("name").asString()).DELETE());
        }
        host.send(host.api("/applets/notes?data=erase").DELETE());

        HttpResponse<String> received = upload(copy);
        String name = json(received).path("name").asString();
        restore(name, "notes");

        assertThat(received.statusCode()).isEqualTo(201);
        assertThat(get("/note")).isEqualTo("\"precious\"");
    }

    @Test
    void disabledAppletComesBackDisabled() throws Exception {
        note("precious");
        host.send(host.api("/applets/notes/disable").POST(BodyPublishers.noBody()));
        String backup = make("notes");
        host.send(host.api("/applets/notes/enable").POST(BodyPublishers.noBody()));
        note("newer");

        restore(backup, "");
        assertThat(json(host.send(host.api("/applets/notes"))).path("state").asString())
                .isEqualTo("disabled");

        host.send(host.api("/applets/notes/enable").POST(BodyPublishers.noBody()));
        assertThat(get("/note")).isEqualTo("\"precious\"");
    }

    @Test
    void versionThatDoesNotStartAnyMoreLeavesWhatRuns() throws Exception {
        note("precious");
        String backup = make("notes");
        deploy(TestHost.jar(directory, "needing", "1.0.0", NotingApplet.class, NotingApplet.Settings.class));
        Path forged = forge(download(backup), "notes-broken.zip", brokenJar());

        HttpResponse<String> received = upload(forged);
        HttpResponse<String> refused = restore(json(received).path("name").asString(), "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(get("/note")).isEqualTo("\"precious\"");
        assertThat(directories("data/notes")).containsExactly("files");
    }

    @Test
    void damagedFilesAreRefusedWithAReasonAndChangeNothing() throws Exception {
        note("precious");
        Path good = download(make("notes"));
        byte[] bytes = Files.readAllBytes(good);

        assertRefused(bytes("no zip at all"), "no zip file");
        assertRefused(java.util.Arrays.copyOf(bytes, bytes.length / 2), "not all of it is there");
        assertRefused(Files.readAllBytes(first), "was not made by hazir");
        assertRefused(manifest("{\"format\":7,\"host\":\"9\"}"), "this host reads format 1");
        assertRefused(manifest("{"), "cannot be read");
        assertRefused(Files.readAllBytes(changed(good, "applets/notes/files/deep/note.txt")), "is not what it was");
        assertRefused(Files.readAllBytes(leadingOut()), "leads somewhere else");
        assertThat(get("/note")).isEqualTo("\"precious\"");
        assertThat(Files.exists(directory.resolve("home/escaped.txt"))).isFalse();
    }

    @Test
    void backupThatWasDamagedWhereItLiesIsListedWithTheReason() throws Exception {
        String name = make("notes");
        Files.write(directory.resolve("home/backups").resolve(name), bytes("broken"));

        assertThat(list().get(0).path("problem").asString()).contains(name).contains("no zip file");
        assertThat(restore(name, "").statusCode()).isEqualTo(409);
    }

    @Test
    void unknownNamesAndAppletsAreToldApart() throws Exception {
        String name = make("notes");

        assertThat(restore("..%2f..%2fetc%2fpasswd", "").statusCode()).isIn(400, 404);
        assertThat(restore("none.zip", "").statusCode()).isEqualTo(404);
        assertThat(restore(name, "other").body()).contains("There is nothing of other");
        assertThat(host.send(host.api("/backups").POST(BodyPublishers.ofString("{\"applets\":[\"other\"]}")))
                        .body())
                .contains("not installed");
        assertThat(host.send(host.api("/backups").POST(BodyPublishers.ofString("{\"applets\":7}")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void filesThatGrowWhileTheyAreCopiedAreNamed() throws Exception {
        Path growing = directory.resolve("home/data/notes/files/growing.log");
        Files.createDirectories(growing.getParent());
        Files.write(growing, new byte[8 << 20]);
        Thread writer = new Thread(() -> grow(growing));
        writer.start();
        try {
            // On a busy machine the writer may not get to write while it is copied.
            await().untilAsserted(() -> {
                JsonNode backup = json(host.send(host.api("/backups/" + make("notes"))));
                assertThat(backup.path("changing").valueStream().map(JsonNode::asString))
                        .containsExactly("applets/notes/files/growing.log");
            });
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void onlyTheOwnerMayReadABackup() throws Exception {
        Path file = directory.resolve("home/backups").resolve(make());

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void commandLineMakesAFileAndRestoresItWhileTheHostRuns() throws Exception {
        note("precious");
        Path file = directory.resolve("mine.zip");

        assertThat(host.cli("backup", file.toString(), "--applet", "notes")).contains("was made");
        note("newer");
        assertThat(host.cli("restore", file.toString())).contains("Restored: notes 1.0.0");

        assertThat(get("/note")).isEqualTo("\"precious\"");
        assertThat(host.cli("backup", file.toString())).contains("exists already");
        assertThat(host.cli("backups"))
                .as("what was taken and sent does not stay, but for what the restore replaced")
                .contains("Before going back to the backup")
                .doesNotContain("mine");
    }

    @Test
    void wholeHostComesBackOnAnotherMachineWithItsConfiguration() throws Exception {
        note("precious");
        save("title", "Mine");
        Files.writeString(directory.resolve("home/hazir.properties"), "drain = 7s\n");
        Path file = directory.resolve("all.zip");
        host.cli("backup", file.toString());
        host.close();
        host = TestHost.start(directory.resolve("other"));
        host.close();

        assertThat(host.cli("restore", file.toString()))
                .contains("No host runs on")
                .contains("notes 1.0.0, the configuration of the host");

        assertThat(directory.resolve("other/hazir.properties")).hasContent("drain = 7s");
        host = TestHost.start(directory.resolve("other"));
        assertThat(get("/note")).isEqualTo("\"precious\"");
        assertThat(get("/title")).isEqualTo("\"Mine\"");
    }

    private void assertRefused(byte[] file, String reason) throws Exception {
        Path sent = Files.write(directory.resolve("sent.zip"), file);
        HttpResponse<String> answer = upload(sent);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).path("detail").asString()).contains(reason);
    }

    private static void grow(Path file) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Files.write(file, new byte[1024], java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException e) {
                return; // an interrupted writer fails
            }
        }
    }

    private Path brokenJar() throws IOException {
        return TestHost.jar(Files.createDirectories(directory.resolve("b")), "notes", "1.0.0", BrokenApplet.class);
    }

    /** A backup in which the jar of the version is another one, with digests that say so. */
    private Path forge(Path backup, String name, Path jar) throws Exception {
        Path forged = Files.copy(backup, directory.resolve(name));
        String place = "applets/notes/versions/1.0.0.jar";
        try (FileSystem zip = FileSystems.newFileSystem(forged)) {
            String was = sha256(Files.readAllBytes(zip.getPath(place)));
            byte[] content = Files.readAllBytes(jar);
            Files.write(zip.getPath(place), content);
            Path state = zip.getPath("applets/notes/state.json");
            String before = sha256(Files.readAllBytes(state));
            long beforeBytes = Files.size(state);
            Files.writeString(
                    state, Files.readString(state).replace(was, sha256(content)).replace("1.0.0", "1.0.0"));
            Path manifest = zip.getPath("backup.json");
            JsonNode entry = JsonMapper.shared()
                    .readTree(Files.readAllBytes(manifest))
                    .path("entries")
                    .path(place);
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replace(
                                    "\"bytes\":" + entry.path("bytes").asLong() + ",\"sha256\":\"" + was,
                                    "\"bytes\":" + content.length + ",\"sha256\":\"" + sha256(content))
                            .replace(before, sha256(Files.readAllBytes(state))));
            assertThat(Files.size(state)).isEqualTo(beforeBytes);
        }
        return forged;
    }

    private static String sha256(byte[] content) {
        return java.util.HexFormat.of().formatHex(Sha256.begin().digest(content));
    }

    private Path changed(Path backup, String entry) throws IOException {
        Path copy = Files.copy(backup, directory.resolve("changed.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            Files.writeString(zip.getPath(entry), "other---");
        }
        return copy;
    }

    private byte[] manifest(String text) throws IOException {
        Path file = directory.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(bytes(text));
        }
        return Files.readAllBytes(file);
    }

    private Path leadingOut() throws IOException {
        String path = "applets/notes/files/../../../../escaped.txt";
        Path file = directory.resolve("out.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(path));
            zip.write('x');
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(bytes(
                    ("{\"format\":1,\"host\":\"1\",\"made\":\"2026-01-01T00:00:00Z\",\"by\":\"me\",\"reason\":\"\","
                                    + "\"automatic\":false,\"applets\":[],\"wholeHost\":false,\"changing\":[],"
                                    + "\"entries\":{\"%s\":{\"bytes\":1,\"sha256\":\"%s\"}}}")
                            .formatted(path, sha256(bytes("x")))));
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void note(String text) throws Exception {
        assertThat(host.send(host.request("/res/notes/note/" + text)).statusCode())
                .isEqualTo(200);
    }

    private String get(String path) throws Exception {
        return host.send(host.request("/res/notes" + path)).body();
    }

    private void save(String name, String value) throws Exception {
        HttpResponse<String> saved = host.send(host.api("/applets/notes/settings")
                .PUT(BodyPublishers.ofString("{\"" + name + "\":\"" + value + "\"}")));
        assertThat(saved.statusCode()).isEqualTo(200);
    }

    private void deploy(Path jar) throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private String make(String... applets) throws Exception {
        HttpResponse<String> answer = host.send(host.api("/backups")
                .POST(BodyPublishers.ofString(
                        JsonMapper.shared().writeValueAsString(Map.of("applets", List.of(applets))))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("name").asString();
    }

    private HttpResponse<String> restore(String name, String applet) throws Exception {
        String applets = applet.isEmpty() ? "[]" : "[\"" + applet + "\"]";
        return host.send(host.api("/backups/" + name + "/restore")
                .POST(BodyPublishers.ofString("{\"applets\":" + applets + "}")));
    }

    private JsonNode list() throws Exception {
        return json(host.send(host.api("/backups")));
    }

    private Path download(String name) throws Exception {
        Path file = directory.resolve("copy-of-" + name);
        HttpResponse<Path> answer = java.net.http.HttpClient.newHttpClient()
                .send(host.api("/backups/" + name + "/file").build(), BodyHandlers.ofFile(file));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-disposition"))
                .get()
                .asString()
                .startsWith("attachment; filename=\"" + name + "\"");
        return file;
    }

    private HttpResponse<String> upload(Path file) throws Exception {
        return host.send(host.api("/backups/upload")
                .header("content-type", "application/zip")
                .POST(BodyPublishers.ofFile(file)));
    }

    private List<String> directories(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> found = Files.list(directory.resolve("home").resolve(path))) {
            found.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("files"))
                    .forEach(names::add);
        }
        return names;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
