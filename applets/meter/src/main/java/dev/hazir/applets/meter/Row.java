package dev.hazir.applets.meter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A row of the page's table.
 *
 * @param iso when, for programs
 * @param time when, for people: the time alone on the same day
 * @param meter the meter's name
 * @param kwh the number as text
 */
public record Row(String iso, String time, String meter, String kwh) {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    static Row of(Entry entry, Instant now, ZoneId zone) {
        ZonedDateTime at = entry.at().atZone(zone);
        boolean today = at.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return new Row(
                entry.at().toString(),
                (today ? TODAY : EARLIER).format(at),
                entry.reading().meter(),
                entry.reading().text());
    }
}
