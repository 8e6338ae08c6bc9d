package dev.hazir.applets.meter;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the history: {@code <instant> <meter> <kwh>}.
 *
 * @param at when the reading came in
 * @param reading what the meter showed
 */
public record Entry(Instant at, Reading reading) {

    /** The line, with its end. */
    String line() {
        return at + " " + reading.meter() + " " + reading.kwh() + "\n";
    }

    /** Reads a line without its end; empty for one that is torn or was never an entry. */
    static Optional<Entry> read(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Entry(Instant.parse(line.substring(0, space)), Reading.parse(line.substring(space))));
        } catch (DateTimeException | NotAReadingException e) {
            return Optional.empty();
        }
    }
}
