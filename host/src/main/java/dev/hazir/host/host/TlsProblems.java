package dev.hazir.host.host;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.TlsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A certificate that ends, or that nobody vouches for, as problems. */
final class TlsProblems {

    /** When it is time to renew one. */
    private static final Duration SOON = Duration.ofDays(21);

    private TlsProblems() {}

    static List<Problem> of(Reach reach, Instant now) {
        if (!reach.encrypted()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        Optional<Credentials> used = reach.certificates().credentials();
        used.filter(credentials -> now.plus(SOON).isAfter(credentials.ends()))
                .ifPresent(credentials -> problems.add(ending(credentials, now)));
        used.filter(Credentials::selfMade).ifPresent(credentials -> problems.add(selfMade()));
        reach.certificates().failure().ifPresent(failure -> problems.add(unusable(failure)));
        return problems;
    }

    private static Problem ending(Credentials credentials, Instant now) {
        long days = Duration.between(now, credentials.ends()).toDays();
        String what = now.isAfter(credentials.ends())
                ? "The TLS certificate has ended: browsers and programs refuse to connect."
                : "The TLS certificate ends in " + days + (days == 1 ? " day." : " days.");
        return new Problem(
                "NET-301",
                null,
                what,
                "It ends on " + credentials.ends() + ". Connections that are open go on.",
                credentials.selfMade()
                        ? "Make another under Settings, Network and TLS, or with hazir tls make; no restart is needed."
                        : "Upload a renewed one under Settings, Network and TLS, or with hazir tls use CERTIFICATE KEY; no"
                                + " restart is needed.");
    }

    private static Problem selfMade() {
        return new Problem(
                "SEC-501",
                null,
                "The TLS certificate was made by the host itself.",
                "Connections are encrypted, but browsers warn of it until they are told to trust it.",
                "Give one that others trust under Settings, Network and TLS, or with hazir tls use CERTIFICATE KEY; or compare"
                        + " its fingerprint and trust it.");
    }

    private static Problem unusable(TlsException failure) {
        return new Problem(
                "NET-302",
                null,
                "The changed TLS certificate cannot be used: " + failure.what(),
                "The one before stays in use until the host is restarted.",
                failure.fix());
    }
}
