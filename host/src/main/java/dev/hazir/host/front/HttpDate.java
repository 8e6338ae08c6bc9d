package dev.hazir.host.front;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field, formatted once a second. Any thread. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Cached(long second, byte[] field) {}

    private final Clock clock;
    private volatile Cached cached = new Cached(Long.MIN_VALUE, new byte[0]);

    HttpDate(Clock clock) {
        this.clock = clock;
    }

    /** The whole line, for everybody: not to be changed. */
    byte[] field() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Cached now = cached;
        if (now.second != second) {
            String line = "date: " + FORMAT.format(Instant.ofEpochSecond(second)) + "\r\n";
            now = new Cached(second, line.getBytes(StandardCharsets.US_ASCII));
            cached = now;
        }
        return now.field;
    }
}
