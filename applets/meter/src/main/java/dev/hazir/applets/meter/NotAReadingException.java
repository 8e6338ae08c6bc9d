package dev.hazir.applets.meter;

import java.util.List;
import java.util.stream.Collectors;

/** A text is not a reading; the message says all that is wrong with it in one line. */
final class NotAReadingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Flaw> flaws;

    NotAReadingException(List<Flaw> flaws) {
        super(flaws.stream().map(Flaw::sentence).collect(Collectors.joining("; ")));
        this.flaws = List.copyOf(flaws);
    }

    List<Flaw> flaws() {
        return flaws;
    }
}
