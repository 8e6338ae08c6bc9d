package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applets that need each other, and files of the drop folder that hold the same applet. */
class NeighboursTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"));
        rest = host.rest();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void ofTwoFilesWithOneVersionTheFirstServesUntilItIsGone() throws Exception {
        Path first = drop("twin-a.jar", answering("twin", "1.0.0", "first"));
        awaitStanding("twin", "live 1.0.0");
        Path second = drop("twin-b.jar", answering("twin", "1.0.0", "second"));
        await().atMost(Patience.LIMIT).until(() -> rest.reason("twin").contains("other content"));
        assertThat(rest.standing("twin")).isEqualTo("live 1.0.0");
        assertThat(rest.get("/res/twin/text").text()).isEqualTo("first");

        Files.delete(first);
        await().atMost(Patience.LIMIT)
                .until(() -> rest.get("/res/twin/text").text().equals("second"));
        assertThat(rest.standing("twin")).isEqualTo("live 1.0.0");
        assertThat(rest.reason("twin")).isEmpty();
        assertThat(second).exists();
    }

    @Test
    void aNewerVersionInAnotherFileUpgradesAndTheLastFileRemoves() throws Exception {
        Path older = drop("pair-old.jar", answering("pair", "1.0.0", "old"));
        awaitStanding("pair", "live 1.0.0");
        Path newer = drop("pair-new.jar", answering("pair", "2.0.0", "new"));
        awaitStanding("pair", "live 2.0.0");

        Files.delete(older);
        drop("marker.jar", answering("marker", "1.0.0", "seen after the deletion"));
        awaitStanding("marker", "live 1.0.0");
        assertThat(rest.standing("pair")).isEqualTo("live 2.0.0");
        assertThat(rest.get("/res/pair/text").text()).isEqualTo("new");

        Files.delete(newer);
        awaitStanding("pair", "absent");
        await().atMost(Patience.LIMIT).until(() -> rest.get("/res/pair/text").status() == 404);
    }

    @Test
    void aDroppedAppletWaitsForWhatItNeedsAndStartsAfterIt() throws Exception {
        drop("before.jar", needing("before", "zeal >= 1.2, ?nowhere"));
        drop("waiting.jar", needing("waiting", "never-there"));
        await().atMost(Patience.LIMIT).until(() -> rest.reason("before").contains("zeal"));
        assertThat(rest.standing("before")).isEqualTo("failed 1.0.0");
        await().atMost(Patience.LIMIT).until(() -> rest.reason("waiting").contains("never-there"));

        drop("zeal.jar", answering("zeal", "1.0.0", "too old"));
        awaitStanding("zeal", "live 1.0.0");
        await().atMost(Patience.LIMIT)
                .until(() -> rest.admin("GET", "problems").text().contains("Version 1.0.0 is installed"));
        assertThat(rest.standing("before")).isEqualTo("failed 1.0.0");

        drop("zeal.jar", answering("zeal", "1.2.0", "good"));
        awaitStanding("zeal", "live 1.2.0");
        awaitStanding("before", "live 1.0.0");

        assertThat(host.terminate()).as(host.output()).isZero();
        host = HostProcess.start(directory.resolve("home"));
        rest = host.rest();
        assertThat(rest.standing("zeal")).isEqualTo("live 1.2.0");
        assertThat(rest.standing("before")).isEqualTo("live 1.0.0");
        assertThat(rest.get("/res/before/text").text()).isEqualTo("before");
        assertThat(host.output().indexOf("zeal@1.2.0 is live"))
                .isNotNegative()
                .isLessThan(host.output().indexOf("before@1.0.0 is live"));
        assertThat(rest.standing("waiting")).isEqualTo("failed 1.0.0");
        assertThat(rest.reason("waiting")).contains("never-there");
    }

    @Test
    void aDroppedAppletStartsAlsoWhenWhatItNeedsComesThroughAnotherDoor() throws Exception {
        drop("patient.jar", needing("patient", "posted"));
        await().atMost(Patience.LIMIT).until(() -> rest.reason("patient").contains("posted"));
        rest.deploy(answering("posted", "1.0.0", "here"));
        awaitStanding("patient", "live 1.0.0");
    }

    @Test
    void whatOthersNeedIsNeitherRemovedNorDisabledNorMadeTooOld() {
        rest.deploy(answering("ground", "1.2.0", "ground"));
        rest.deploy(answering("spare", "1.0.0", "spare"));
        rest.deploy(needing("house", "ground >= 1.1, ?spare"));
        rest.deploy(needing("shed", "ground"));

        for (String verb : new String[] {"remove", "disable"}) {
            Hazir.Result typed = host.cli(verb, "ground");
            assertThat(typed.exit()).as(typed.toString()).isEqualTo(4);
            assertThat(typed.err()).contains("house").contains("shed").contains("APP-127");
        }
        assertRefused(rest.admin("DELETE", "applets/ground"), "APP-127");
        assertRefused(rest.admin("POST", "applets/ground/disable"), "APP-127");
        assertRefused(rest.offer(answering("ground", "1.0.0", "too old")), "APP-128");
        assertThat(rest.standing("ground")).isEqualTo("live 1.2.0");
        assertThat(rest.get("/res/ground/text").text()).isEqualTo("ground");

        rest.act("DELETE", "applets/spare");
        rest.act("POST", "applets/shed/disable");
        rest.act("DELETE", "applets/house");
        rest.act("DELETE", "applets/ground");
        assertRefused(rest.admin("POST", "applets/shed/enable"), "APP-101");
        assertThat(rest.standing("shed")).isEqualTo("disabled 1.0.0");
    }

    @Test
    void anOptionalRequirementMayBeMissingButNotTooOld() {
        rest.deploy(needing("easy", "?nobody >= 3"));
        assertThat(rest.standing("easy")).isEqualTo("live 1.0.0");
        rest.deploy(answering("elder", "1.0.0", "elder"));
        assertRefused(rest.offer(needing("choosy", "?elder >= 2")), "APP-101");
    }

    @Test
    void aRefusedFileIsForgottenWithItsListing() throws Exception {
        Path file = drop("misfit.jar", needing("misfit", "unheard-of"));
        awaitStanding("misfit", "failed 1.0.0");
        Hazir.Result removed = host.cli("remove", "misfit");
        assertThat(removed.exit()).as(removed.toString()).isZero();
        awaitStanding("misfit", "absent"); // the folder may just have been looked at once more
        assertThat(file).doesNotExist();
    }

    private static void assertRefused(Rest.Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.codes()).contains(code);
    }

    private static void awaitStanding(String id, String standing) {
        await(id + " " + standing)
                .atMost(Patience.LIMIT)
                .until(() -> rest.standing(id).equals(standing));
    }

    private static Path drop(String name, Path jar) throws IOException {
        Path file = host.home().resolve("applets").resolve(name);
        return Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path needing(String id, String requires) {
        return answering(AppletSource.of(id, "1.0.0").with("requires", requires), id);
    }

    private static Path answering(String id, String version, String text) {
        return answering(AppletSource.of(id, version), text);
    }

    private static Path answering(AppletSource source, String text) {
        return source.setup("app.loop().resource(\"/text\", request -> Reply.text(\"%s\"));".formatted(text))
                .jar(directory);
    }
}
