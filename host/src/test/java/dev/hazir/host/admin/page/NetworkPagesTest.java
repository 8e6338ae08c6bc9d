package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.security.Role;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about how the host is reached, and the second page of the set-up. */
class NetworkPagesTest {

    private static final String PATH = "/admin/settings/network";

    @TempDir
    Path home;

    private TestHost host;
    private OperatorBrowser browser;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(home);
        browser = new OperatorBrowser(host).signIn();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void aMadeCertificateIsShownAndMayBeSavedWithoutItsKey() throws Exception {
        Page before = browser.get(PATH);
        assertThat(before.text()).contains("not encrypted", "There is no certificate yet", "127.0.0.1", "localhost");
        Page made = browser.submit(before, "form[action$=make]", Map.of("names", "localhost, hazir.example.org"));
        assertThat(made.path()).isEqualTo(PATH);
        assertThat(made.text())
                .contains("hazir.example.org", "nobody: the host made it itself", "SHA-256", "in 824 days")
                .doesNotContain("PRIVATE");
        assertThat(new String(browser.download(PATH + "/certificate"), StandardCharsets.US_ASCII))
                .contains("BEGIN CERTIFICATE")
                .doesNotContain("PRIVATE");
    }

    @Test
    void whatDoesNotFitIsSaidAndChangesNothing() throws Exception {
        Credentials one = TestCertificates.ending(Duration.ofDays(15));
        Credentials other = TestCertificates.ending(Duration.ofDays(15));
        Page page = browser.get(PATH);
        Page refused = browser.submit(
                page,
                "form[action$=upload]",
                Map.of("certificate", one.publicText(), "key", TestCertificates.text(other)));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("The key does not belong to the certificate", "no certificate yet");
        assertThat(refused.document().html()).doesNotContain("PRIVATE KEY-----\n");

        Page used = browser.submit(page, "form[action$=upload]", Map.of("certificate", TestCertificates.text(one)));
        assertThat(used.text()).contains(one.fingerprint(), "It ends soon");
    }

    @Test
    void keysAreKeptForTheNextStart() throws Exception {
        Page page = browser.get(PATH);
        Page wrong = browser.submit(page, "form[action$=network]", Map.of("web.hosts", "a b", "admin.port", ""));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.text()).contains("web.hosts: 'a b'");
        assertThat(wrong.document().getElementById("web.hosts").val()).isEqualTo("a b");
        Page early = browser.submit(page, "form[action$=network]", Map.of("tls", "on"));
        assertThat(early.text()).contains("There is no certificate yet: make one");

        Page kept = browser.submit(
                page, "form[action$=network]", Map.of("web.hosts", "a.example", "web.proxies", "10.0.0.0/8"));
        assertThat(kept.text())
                .contains("At the next start of the host", "web.hosts = a.example", "web.proxies = 10.0.0.0/8");
        assertThat(Files.readString(home.resolve("hazir.properties")))
                .isEqualTo("web.hosts = a.example\nweb.proxies = 10.0.0.0/8\n");
    }

    @Test
    void theSetUpMakesACertificateAndTurnsTlsOn() throws Exception {
        Page page = browser.get("/admin/setup/network");
        Page wrong = browser.submit(page, "main form", Map.of("tls", "upload", "certificate", "nonsense"));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.text()).contains("There is no certificate in the text");
        assertThat(browser.submit(page, "main form", Map.of("tls", "make", "web.hosts", "a.example"))
                        .path())
                .isEqualTo("/admin/welcome");
        assertThat(Files.readString(home.resolve("hazir.properties"))).isEqualTo("web.hosts = a.example\ntls = on\n");
        host.close();
        host = TestHost.start(home);
        assertThat(host.host().url()).hasScheme("https");
        assertThat(host.cli("tls")).contains("localhost");
    }

    @Test
    void theSetUpTrustsAProxy() throws Exception {
        Page page = browser.get("/admin/setup/network");
        browser.submit(page, "main form", Map.of("tls", "proxy"));
        assertThat(Files.readString(home.resolve("hazir.properties"))).isEqualTo("web.proxies = 127.0.0.1\n");
    }

    @Test
    void aViewerSeesAndIsToldWhoMayChange() throws Exception {
        Page page = new OperatorBrowser(host).signIn("vera", Role.VIEWER).get(PATH);
        assertThat(page.text()).contains("Where it listens", "Viewer");
        assertThat(page.document().select("main form")).isEmpty();
    }
}
