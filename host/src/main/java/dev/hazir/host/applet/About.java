package dev.hazir.host.applet;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the jar of a version says of itself.
 *
 * @param docs its help, below its pages, or empty
 * @param onHome whether the home page shows it
 * @param readme what it is, in Markdown, or empty
 * @param changelog what is new, in Markdown, or empty
 */
public record About(
        String name,
        String summary,
        Optional<String> vendor,
        Optional<String> license,
        Optional<String> docs,
        boolean onHome,
        List<String> permissions,
        List<String> requires,
        String readme,
        String changelog) {

    private static final Pattern PLACE =
            Pattern.compile("(https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\\s\"'<>]*)?)|([A-Za-z0-9][A-Za-z0-9._/-]*)");

    public About {
        permissions = List.copyOf(permissions);
        requires = List.copyOf(requires);
    }

    /** The address of its help; empty when it has none, or one that would lead nobody anywhere. */
    public Optional<String> help(String applet) {
        return docs.filter(place -> PLACE.matcher(place).matches() && !place.contains(".."))
                .map(place ->
                        place.startsWith("http") && place.contains(":") ? place : "/apps/" + applet + "/" + place);
    }
}
