package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups in a browser without scripts. */
class BackupPagesTest {

    @TempDir
    Path directory;

    private TestHost host;
    private OperatorBrowser operator;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        operator = new OperatorBrowser(host).signIn();
        deploy("1.0.0");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void backupIsMadeThenBringsBackTheVersionThatIsChosen() throws Exception {
        assertThat(operator.get("/admin/backups").text()).contains("No backup is kept.");
        make("probe");
        deploy("1.1.0");

        Page one = operator.get(newest());
        assertThat(one.text()).contains("probe 1.0.0 1.1.0", "Asked for.");
        Page done = operator.submit(one, "form[action$=/restore]", Map.of());

        assertThat(done.text()).contains("Restored: probe 1.0.0.");
        assertThat(host.host().applets().find("probe").orElseThrow().version()).isEqualTo("1.0.0");
    }

    @Test
    void nothingIsRestoredWhenNothingIsChosen() throws Exception {
        make("");
        Page one = operator.get(newest());
        String csrf = one.document().selectFirst("main input[name=csrf]").val();

        Page answer = operator.post(newest() + "/restore", Map.of("csrf", csrf));

        assertThat(answer.text()).contains("Nothing was restored: choose at least one applet.");
        assertThat(one.text()).contains("comes back while the host is stopped");
    }

    @Test
    void fileThatIsNoBackupIsRefusedInWords() throws Exception {
        Path file = Files.writeString(directory.resolve("a.zip"), "<b>no zip</b>");
        String csrf = operator.get("/admin/backups")
                .document()
                .selectFirst("main input[name=csrf]")
                .val();

        Page answer = operator.upload("/admin/backups/upload", List.of(file), csrf);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.document().selectFirst("[role=alert]").text()).contains("it is no zip file");
    }

    @Test
    void backupCanBeTakenAwayBroughtAgainAndDeleted() throws Exception {
        make("probe");
        byte[] taken = operator.download(newest() + "/file");
        Path copy = Files.write(directory.resolve("copy.zip"), taken);
        operator.submit(operator.get(newest()), "form[action$=/delete]", Map.of());
        Page empty = operator.get("/admin/backups");
        assertThat(empty.text()).contains("No backup is kept.");

        Page again = operator.upload(
                "/admin/backups/upload",
                List.of(copy),
                empty.document().selectFirst("main input[name=csrf]").val());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).contains("probe 1.0.0 1.0.0");
        assertThat(operator.get("/admin/backups/none.zip").status()).isEqualTo(404);
    }

    private Page make(String applet) throws Exception {
        return operator.submit(operator.get("/admin/backups"), "form[action=/admin/backups]", Map.of("applet", applet));
    }

    private String newest() throws Exception {
        return operator.get("/admin/backups")
                .document()
                .selectFirst("main tbody a")
                .attr("href");
    }

    private void deploy(String version) throws Exception {
        Path jar = TestHost.jar(directory, "probe", version, ProbeApplet.class);
        assertThat(host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)))
                        .statusCode())
                .isIn(200, 201);
    }
}
