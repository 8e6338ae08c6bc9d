package dev.hazir.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.store.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted as a certificate with its key, and what is not. */
class CredentialsTest {

    @TempDir
    Path home;

    private final Credentials made = TestCertificates.ending(Duration.ofDays(90));

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Credentials read = Credentials.read(made.text(), made.text());
        assertThat(read.fingerprint()).isEqualTo(made.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(read.selfMade()).isTrue();
        assertThat(read.names()).containsExactly("localhost", "127.0.0.1");
        assertThat(read.covers("LOCALHOST")).isTrue();
        assertThat(read.covers("example.org")).isFalse();
        assertThat(read.publicText()).doesNotContain("PRIVATE");
        assertThat(read.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aKeyInTheOlderFormOfEllipticCurvesIsRead() throws Exception {
        byte[] inner = PrivateKeyInfo.getInstance(made.key().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        // Java leaves the curve out of the inner form; with it this is what openssl ecparam writes.
        org.bouncycastle.asn1.sec.ECPrivateKey bare = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(inner);
        byte[] sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256, bare.getKey(), org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1)
                .getEncoded();
        assertThat(Credentials.read(made.publicText(), block("EC PRIVATE KEY", sec1))
                        .fingerprint())
                .isEqualTo(made.fingerprint());
    }

    @Test
    void aKeyInTheOlderFormOfRsaIsRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        byte[] inner = PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        assertThat(Pem.key(block("RSA PRIVATE KEY", inner))).contains(key);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefusedWithWhatToDo() {
        Credentials other = TestCertificates.ending(Duration.ofDays(90));
        assertThatThrownBy(() -> Credentials.read(made.publicText(), other.text()))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("The key does not belong to the certificate")
                .hasMessageContaining("Give the key");
        assertThatThrownBy(() -> Credentials.read(made.publicText() + other.publicText(), made.text()))
                .hasMessageContaining("does not vouch for the one before it");
        assertThatThrownBy(() -> Credentials.read(made.publicText(), made.publicText()))
                .hasMessageContaining("There is no private key");
        assertThatThrownBy(() -> Credentials.read("hello", made.text()))
                .hasMessageContaining("There is no certificate");
        assertThatThrownBy(() -> Credentials.read(block("CERTIFICATE", new byte[] {1, 2, 3}), made.text()))
                .hasMessageContaining("The certificate cannot be read");
        assertThatThrownBy(() -> Credentials.read(made.publicText(), block("PRIVATE KEY", new byte[] {1, 2, 3})))
                .hasMessageContaining("The key cannot be read");
        assertThatThrownBy(() -> Credentials.read(made.publicText(), block("ENCRYPTED PRIVATE KEY", new byte[1])))
                .hasMessageContaining("passphrase");
        assertThatThrownBy(() ->
                        Credentials.read("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----", made.text()))
                .isInstanceOf(TlsException.class);
    }

    @Test
    void aCertificateThatHasEndedIsNotTakenButReadWhenItIsThere() throws Exception {
        Credentials ended = TestCertificates.ending(Duration.ofDays(-1));
        Certificates certificates = certificates("host.pem", "");
        assertThatThrownBy(() -> certificates.use(ended.text(), ended.text()))
                .hasMessageContaining("The certificate ended on");
        assertThat(certificates.files().exist()).isFalse();
        Credentials early = TestCertificates.ending(Duration.ofDays(2000));
        assertThatThrownBy(() -> certificates.use(early.text(), early.text())).hasMessageContaining("begins on");

        new Disk().write(certificates.files().certificate(), ended.text().getBytes());
        certificates.load();
        assertThat(certificates.credentials())
                .get()
                .extracting(Credentials::fingerprint)
                .isEqualTo(ended.fingerprint());
    }

    @Test
    void onlyTheOwnerReadsTheFileOfTheHost() throws Exception {
        Certificates certificates = certificates("host.pem", "");
        certificates.make("Test", List.of("localhost", "192.168.0.12", "::1", "*.plant.example.org"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(certificates.files().certificate())))
                .isEqualTo("rw-------");
        assertThat(certificates.credentials().orElseThrow().names())
                .contains("localhost", "192.168.0.12", "*.plant.example.org");
        assertThat(certificates.credentials().orElseThrow().covers("north.plant.example.org"))
                .isTrue();
    }

    @Test
    void filesOfAnotherProgramAreReadAndNeverWritten() throws Exception {
        Files.writeString(home.resolve("chain.pem"), made.publicText());
        Files.writeString(home.resolve("key.pem"), made.text());
        Certificates certificates = certificates(
                home.resolve("chain.pem").toString(), home.resolve("key.pem").toString());
        certificates.load();
        assertThat(certificates.reload()).isFalse();
        assertThatThrownBy(() -> certificates.make("Test", List.of("localhost")))
                .hasMessageContaining("kept elsewhere");

        Credentials next = TestCertificates.ending(Duration.ofDays(300));
        Files.writeString(home.resolve("key.pem"), next.text());
        Files.setLastModifiedTime(home.resolve("key.pem"), java.nio.file.attribute.FileTime.fromMillis(12_345_000));
        assertThatThrownBy(certificates::reload).hasMessageContaining("does not belong");
        assertThat(certificates.credentials().orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
        assertThat(certificates.failure()).isPresent();

        Files.writeString(home.resolve("chain.pem"), next.publicText());
        assertThat(certificates.reload()).isTrue();
        assertThat(certificates.credentials().orElseThrow().fingerprint()).isEqualTo(next.fingerprint());
        assertThat(certificates.failure()).isEmpty();
    }

    private Certificates certificates(String certificate, String key) {
        return new Certificates(TlsFiles.of(home, certificate, key), new Disk(), Clock.systemUTC());
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }
}
