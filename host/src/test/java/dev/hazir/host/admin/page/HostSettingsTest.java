package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.security.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources, storage and appearance among the settings of a real host. */
@Timeout(60)
class HostSettingsTest {

    @TempDir
    static Path directory;

    private static HttpServer repository;
    private static TestHost host;
    private static OperatorBrowser anna;
    private static OperatorBrowser vera;

    @BeforeAll
    static void start() throws Exception {
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        repository.start();
        host = TestHost.start(
                directory.resolve("home"),
                Map.of(
                        "install.urls",
                        "http://127.0.0.1:" + repository.getAddress().getPort() + "/,http://127.0.0.1:1/gone/",
                        "install.folder",
                        directory.toString()));
        anna = new OperatorBrowser(host).signIn();
        vera = new OperatorBrowser(host).signIn("vera", Role.VIEWER);
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)));
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        repository.stop(0);
    }

    @Test
    void settingsLeadToWhatARoleMaySee() throws Exception {
        assertThat(anna.get("/admin/settings").text())
                .contains("Access", "Audit log", "Sources", "Storage", "Appearance");
        assertThat(vera.get("/admin/settings").text())
                .contains("Sources", "Storage")
                .doesNotContain("Audit log");
    }

    @Test
    void sourcesAreLookedForWhenSomebodyAsks() throws Exception {
        Page before = anna.get("/admin/settings/sources");
        assertThat(before.document().select("#places ~ table tbody tr")).hasSize(3);
        assertThat(before.text()).contains("not looked for", "Set by flag");
        assertThat(before.document().selectFirst("#urls").hasAttr("disabled"))
                .as("the file would not count")
                .isTrue();

        Page after = anna.submit(before, "form[action$=/check]", Map.of());

        assertThat(after.document().select("tr:contains(" + directory + ")").text())
                .contains("There");
        assertThat(after.document().select("tr:contains(:1/gone/)").text()).contains("Not there");
        assertThat(after.document().select("tr:contains(204)").text()).contains("There");
        assertThat(vera.get("/admin/settings/sources").text()).contains("Looking for places needs Operator");
    }

    @Test
    void placesAreChangedOnThePageAndOnlyByAdministrators() throws Exception {
        try (TestHost plain = TestHost.start(directory.resolve("plain"))) {
            OperatorBrowser own = new OperatorBrowser(plain).signIn();
            Page page = own.get("/admin/settings/sources");
            String form = "form[action=/admin/settings/sources]";

            Page wrong = own.submit(page, form, Map.of("folder", "jars", "urls", "http://a.example/"));
            assertThat(wrong.status()).isEqualTo(409);
            assertThat(wrong.document().getElementById("folder").val()).isEqualTo("jars");
            assertThat(wrong.text()).contains("expected: an absolute path");
            Page done = own.submit(
                    wrong, form, Map.of("folder", "/srv/jars", "urls", "http://a.example/\nhttp://b.example/"));

            assertThat(done.text())
                    .contains("At the next start of the host", "install.urls = http://a.example/, http://b.example/");
            assertThat(done.document().getElementById("folder").val()).isEqualTo("/srv/jars");
        }
        Page looked = vera.get("/admin/settings/sources");
        assertThat(looked.document().select("#folder")).isEmpty();
        assertThat(looked.text()).contains("Changing where jars come from needs Admin");
    }

    @Test
    void signerIsRememberedAndForgotten() throws Exception {
        host.host().access().signers().remember("ab12", "CN=Acme", "anna");
        Page known = anna.get("/admin/settings/sources");
        assertThat(known.document().select("#signers ~ table").text()).contains("CN=Acme", "ab12", "anna");
        assertThat(vera.get("/admin/settings/sources").document().select("form[action$=/forget]"))
                .isEmpty();

        Page forgotten = anna.submit(known, "form[action$=/forget]", Map.of());

        assertThat(forgotten.text()).contains("No signer is remembered yet");
        assertThat(host.host().access().signers().trusts("ab12")).isFalse();
    }

    @Test
    void storageIsCountedForThePageAndForPrograms() throws Exception {
        Page page = vera.get("/admin/settings/storage");

        assertThat(page.text())
                .contains(
                        "are free on the disk",
                        "versions/",
                        "logs/",
                        host.home().toString());
        assertThat(page.document().select("tr:contains(probe) td").eachText().get(1))
                .startsWith("1, ");
        assertThat(host.send(host.api("/storage")).body()).contains("\"id\":\"probe\"", "\"complete\":true");
    }

    @Test
    void singleKeysAreTurnedOffWithoutAScript() throws Exception {
        assertThat(vera.get("/admin/").document().selectFirst("[data-keys]").hasAttr("checked"))
                .isTrue();

        vera.submit(vera.get("/admin/settings/appearance"), "form[action$=/keys]", Map.of("keys", "off"));

        assertThat(vera.get("/admin/").document().selectFirst("[data-keys]").hasAttr("checked"))
                .isFalse();
        assertThat(vera.get("/admin/settings/appearance").text()).contains("Single keys do nothing");
    }
}
