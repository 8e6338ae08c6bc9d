package dev.hazir.host.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Certificates for tests. */
public final class TestCertificates {

    private static final Duration LIFE = Duration.ofDays(825);

    private TestCertificates() {}

    /** Ends after this time, or has ended when it is negative. */
    public static Credentials ending(Duration after) {
        return SelfMade.make(
                "Test",
                List.of("localhost", "127.0.0.1"),
                Instant.now().plus(after).minus(LIFE));
    }

    /** What is kept in one file. */
    public static String text(Credentials credentials) {
        return credentials.text();
    }
}
