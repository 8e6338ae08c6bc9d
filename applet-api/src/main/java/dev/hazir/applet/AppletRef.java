package dev.hazir.applet;

import java.util.regex.Pattern;

/**
 * Another applet, by its id; a type for settings. Forms offer the applets that are installed. It need not be there, or not
 * yet.
 *
 * @param id such as {@code ledger}
 */
public record AppletRef(String id) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,31}");

    public AppletRef {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("applet: '" + id + "' (expected: an id such as 'ledger')");
        }
    }

    /**
     * Reads the id of an applet.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static AppletRef parse(String text) {
        return new AppletRef(text.strip());
    }

    @Override
    public String toString() {
        return id;
    }
}
