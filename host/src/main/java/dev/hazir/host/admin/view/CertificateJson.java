package dev.hazir.host.admin.view;

import dev.hazir.host.tls.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate of the host.
 *
 * @param subject whose it is
 * @param issuer who vouches for it
 * @param selfMade whether nobody else does
 * @param names and addresses for which it stands
 * @param days until it ends, less than zero when it has ended
 * @param fingerprint its SHA-256, as browsers show it
 */
public record CertificateJson(
        String subject,
        String issuer,
        boolean selfMade,
        List<String> names,
        Instant begins,
        Instant ends,
        long days,
        String fingerprint) {

    public static CertificateJson of(Credentials credentials, Instant now) {
        return new CertificateJson(
                credentials.certificate().getSubjectX500Principal().getName(),
                credentials.certificate().getIssuerX500Principal().getName(),
                credentials.selfMade(),
                credentials.names(),
                credentials.begins(),
                credentials.ends(),
                Math.floorDiv(
                        Duration.between(now, credentials.ends()).toSeconds(),
                        Duration.ofDays(1).toSeconds()),
                credentials.fingerprint());
    }
}
