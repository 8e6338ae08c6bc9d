package dev.hazir.host.admin.page;

import dev.hazir.host.store.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How templates write times and states; offered to them as {@code words}. */
public final class Words {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final String NOTHING = "–";

    private final Clock clock;

    Words(Clock clock) {
        this.clock = clock;
    }

    /** {@code 14:06} today, {@code 20 Nov 14:06} else. */
    public String time(Instant instant) {
        ZonedDateTime then = instant.atZone(clock.getZone());
        boolean today = then.toLocalDate()
                .equals(clock.instant().atZone(clock.getZone()).toLocalDate());
        return (today ? TODAY : EARLIER).format(then);
    }

    /** {@code 14:06:31}, for what was a short time ago. */
    public String clock(Instant instant) {
        return CLOCK.format(instant.atZone(clock.getZone()));
    }

    /** {@code 14:06:31.120}, for what follows one another closely. */
    public String second(Instant instant) {
        return SECOND.format(instant.atZone(clock.getZone()));
    }

    /** {@code 812 B} or {@code 1.3 kB}, in steps of a thousand. */
    public String size(double bytes) {
        return Bytes.text(bytes);
    }

    public Badge badge(String state) {
        return Badge.of(state);
    }

    /** {@code 1.84 s} or {@code 3 ms}. */
    public String length(long millis) {
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ENGLISH, "%.2f s", millis / 1_000.0);
    }

    public String length(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        return micros < 1_000 ? micros + " µs" : length(duration.toMillis());
    }

    /** {@code 3 ms} of a number of milliseconds, {@code –} of what is no number. */
    public String millis(double millis) {
        return Double.isNaN(millis) ? NOTHING : length(Duration.ofNanos(Math.round(millis * 1e6)));
    }

    /** {@code 1 204}, with narrow spaces that do not break. */
    public String count(long count) {
        return count >= 0 && count < 1_000
                ? Long.toString(count)
                : String.format(Locale.ENGLISH, "%,d", count).replace(',', '\u202f');
    }

    /** {@code 1 204}, {@code 0.4}, or {@code –} of what is no number: how often something happens in a second. */
    public String rate(double each) {
        if (Double.isNaN(each)) {
            return NOTHING;
        }
        return each > 0 && each < 9.95 ? String.format(Locale.ENGLISH, "%.1f", each) : count(Math.round(each));
    }

    /** {@code 0.02 %} of a share, {@code –} of what is no number. */
    public String share(double share) {
        return Double.isNaN(share)
                ? NOTHING
                : share == 0 ? "0 %" : String.format(Locale.ENGLISH, "%.2f %%", 100 * share);
    }

    /** A path to go on to, which leads nowhere else than below {@code /admin}. */
    public static String within(String path) {
        boolean inside = path.equals("/admin") || path.startsWith("/admin/");
        boolean plain = path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\') && !path.contains("..");
        return inside && plain && !path.startsWith("/admin/login") ? path : "/admin/";
    }
}
