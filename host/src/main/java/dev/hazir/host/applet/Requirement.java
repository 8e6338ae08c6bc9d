package dev.hazir.host.applet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another applet that an applet needs: {@code ledger >= 2.0}, {@code ?mail >= 1}, {@code ledger}.
 *
 * @param applet the other applet's id
 * @param least the lowest version that will do, or null for any
 * @param optional whether it may be missing
 */
record Requirement(String applet, @Nullable Version least, boolean optional) {

    private static final Pattern FORM = Pattern.compile("(\\?)?\\s*([a-z][a-z0-9-]{1,31})(?:\\s*>=\\s*(\\S+))?");

    /**
     * Parses a requirement.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    static Requirement parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "requires: '" + text.strip() + "' (expected: an applet's id, optionally '>= version', such as"
                            + " 'ledger >= 2.0'; '?' in front makes it optional)");
        }
        String least = matcher.group(3);
        return new Requirement(matcher.group(2), least == null ? null : Version.parse(least), matcher.group(1) != null);
    }

    boolean satisfiedBy(Version version) {
        return least == null || version.compareTo(least) >= 0;
    }

    /** As it stands in a descriptor. */
    String written() {
        return (optional ? "?" : "") + applet + (least == null ? "" : " >= " + least);
    }

    @Override
    public String toString() {
        return least == null ? applet : applet + " " + least + " or newer";
    }
}
