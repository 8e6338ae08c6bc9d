package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.cli.Cli;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.TestCertificates;
import dev.hazir.host.tls.TlsException;
import dev.hazir.host.tls.TlsFiles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the certificate of a host comes, ends and is replaced. */
class RenewalTest {

    @TempDir
    Path directory;

    @Test
    void aNewCertificateIsForNewConnectionsAndOpenOnesGoOn() throws Exception {
        Path home = directory.resolve("home");
        String made = cli(home, "tls", "make");
        assertThat(made).contains("SHA-256", "set tls = on");
        try (TestHost host = TestHost.start(home, Map.of("tls", "on", "admin.port", "0"))) {
            X509Certificate first = file(home);
            SSLSocket open = connect(host, first);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(open.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(asks(open, answers)).isEqualTo("HTTP/1.1 200 OK");

            Credentials next = TestCertificates.ending(Duration.ofDays(10));
            Path chain = Files.writeString(directory.resolve("chain.pem"), next.publicText());
            Path key = Files.writeString(directory.resolve("key.pem"), TestCertificates.text(next));
            assertThat(host.cli("tls", "use", chain.toString(), key.toString())).contains(next.fingerprint());

            assertThat(asks(open, answers)).isEqualTo("HTTP/1.1 200 OK");
            open.close();
            assertThatThrownBy(() -> connect(host, first).startHandshake()).hasMessageContaining("PKIX");
            try (SSLSocket fresh = connect(host, next.certificate())) {
                fresh.startHandshake();
            }
            assertThat(host.cli("tls")).contains(next.fingerprint(), "localhost");
            assertThat(problems(host)).contains("NET-301", "SEC-501");
            assertThat(host.cli("tls", "make", "localhost")).contains("is used");
            assertThat(problems(host)).contains("SEC-501").doesNotContain("NET-301");
            assertThat(Files.readString(home.resolve("logs/audit.jsonl"))).contains("certificate", "tls make");
        }
    }

    @Test
    void aBadCertificateIsRefusedAndTheOneInUseStays() throws Exception {
        Path home = directory.resolve("home");
        cli(home, "tls", "make");
        try (TestHost host = TestHost.start(home, Map.of("tls", "on"))) {
            X509Certificate first = file(home);
            Credentials one = TestCertificates.ending(Duration.ofDays(90));
            Credentials other = TestCertificates.ending(Duration.ofDays(90));
            Credentials ended = TestCertificates.ending(Duration.ofDays(-3));
            Path chain = Files.writeString(directory.resolve("chain.pem"), one.publicText());
            Path key = Files.writeString(directory.resolve("key.pem"), TestCertificates.text(other));
            Path old = Files.writeString(directory.resolve("old.pem"), TestCertificates.text(ended));
            assertThat(host.cli("tls", "use", chain.toString(), key.toString())).contains("does not belong");
            assertThat(host.cli("tls", "use", old.toString())).contains("ended on");
            assertThat(host.cli("tls", "use", directory.resolve("none").toString()))
                    .contains("cannot be read");
            assertThat(file(home)).isEqualTo(first);
            try (SSLSocket fresh = connect(host, first)) {
                fresh.startHandshake();
            }
            Files.writeString(home.resolve("tls/host.pem"), "nonsense");
            assertThat(host.cli("tls", "reload")).contains("There is no certificate");
            assertThat(problems(host)).contains("NET-302");
            try (SSLSocket fresh = connect(host, first)) {
                fresh.startHandshake();
            }
        }
    }

    @Test
    void brokenFilesStopTheStartAndNeverLeadToPlainText() throws Exception {
        Path home = directory.resolve("home");
        assertThatThrownBy(() -> TestHost.start(home, Map.of("tls", "on")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("There is no file")
                .hasMessageContaining("hazir tls make");
        Files.createDirectories(home.resolve("tls"));
        Files.writeString(home.resolve("tls/host.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        assertThatThrownBy(() -> TestHost.start(home, Map.of("tls", "on")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("host.pem: The certificate cannot be read");
        assertThatThrownBy(() -> TestHost.start(home, Map.of("tls", "yes"))).hasMessageContaining("on or off");
    }

    @Test
    void aCertificateThatHasEndedIsUsedAndTold() throws Exception {
        Path home = directory.resolve("home");
        Files.createDirectories(home.resolve("tls"));
        Files.writeString(
                home.resolve("tls/host.pem"), TestCertificates.text(TestCertificates.ending(Duration.ofDays(-3))));
        try (TestHost host = TestHost.start(home, Map.of("tls", "on"))) {
            assertThat(host.cli("list")).doesNotContain("reached");
            assertThat(problems(host)).contains("NET-301", "has ended");
        }
    }

    @Test
    void keysAreChangedInTheFileAndHoldFromTheNextStart() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("hazir.properties"), "# mine\nworkers = 20\nweb.hosts = \\\n  old.example\n");
        try (TestHost host = TestHost.start(home)) {
            assertThat(put(host, "{\"tls\":\"on\"}")).contains("409", "There is no certificate yet");
            assertThat(put(host, "{\"web.hosts\":\"a b\"}")).contains("409", "names such as");
            assertThat(put(host, "{\"workers\":\"3\"}")).contains("409", "not changed here");
            assertThat(put(host, "{\"web.hosts\":7}")).contains("400");
            host.cli("tls", "make");
            assertThat(put(host, "{\"web.hosts\":\"new.example\",\"tls\":\"on\",\"admin.port\":\"\"}"))
                    .contains("\"pending\":[{\"key\":\"web.hosts\",\"value\":\"new.example\"},{\"key\":\"tls\"");
        }
        assertThat(Files.readString(home.resolve("hazir.properties")))
                .isEqualTo("# mine\nworkers = 20\nweb.hosts = new.example\ntls = on\n");
        try (TestHost host = TestHost.start(home)) {
            assertThat(host.host().url()).hasScheme("https");
        }
    }

    private static String put(TestHost host, String body) throws Exception {
        var answer = host.send(host.api("/network")
                .header("content-type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
        return answer.statusCode() + " " + answer.body();
    }

    private static String asks(SSLSocket open, BufferedReader answers) throws Exception {
        open.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String status = answers.readLine();
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        answers.read(new char[length]);
        return status;
    }

    /** The codes and sentences of what REST lists, over TLS. */
    private static String problems(TestHost host) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(Trust.anything()).build();
        return client.send(
                        HttpRequest.newBuilder(URI.create(host.host().operatorsUrl() + "/admin/api/v1/problems"))
                                .header("authorization", "Bearer " + host.token())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static SSLSocket connect(TestHost host, X509Certificate certificate) throws Exception {
        SSLSocket socket = (SSLSocket) Trust.in(certificate)
                .getSocketFactory()
                .createSocket("127.0.0.1", host.host().url().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static X509Certificate file(Path home) throws Exception {
        return TlsFiles.of(home, "host.pem", "").read().certificate();
    }

    private static String cli(Path home, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Cli(options -> 0, Map.of("HAZIR_HOME", home.toString()), text, text).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }
}
