package dev.hazir.host.http;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What is wrong with a JSON body, for whoever sent it: the parser's words without its own matters. */
public final class JsonFault {

    /** How the parser names places: {@code (start marker at [Source: REDACTED (…); byte offset: #UNKNOWN])}. */
    private static final Pattern PLACE =
            Pattern.compile(" ?(?:\\([^()\\[]*\\[Source: [^]]*]\\)|(?:at )?\\[Source: [^]]*])");

    /** The package of a class whose name the parser shows. */
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private JsonFault() {}

    /** One sentence part without a full stop, with the line and column if they are known. */
    public static String of(JacksonException fault) {
        String words = PLACE.matcher(fault.getOriginalMessage()).replaceAll("");
        String plain = PACKAGE.matcher(words).replaceAll("");
        TokenStreamLocation place = fault.getLocation();
        return place == null || place.getLineNr() < 1
                ? plain
                : plain + " (at line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
