package dev.hazir.host.front;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} field, formatted once a second. Any thread. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Cached(long second, String text) {}

    private final Clock clock;
    private volatile Cached cached = new Cached(Long.MIN_VALUE, "");

    HttpDate(Clock clock) {
        this.clock = clock;
    }

    String value() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Cached now = cached;
        if (now.second != second) {
            now = new Cached(second, FORMAT.format(Instant.ofEpochSecond(second)));
            cached = now;
        }
        return now.text;
    }
}
