package dev.hazir.applet;

/**
 * Thrown by the compact constructor of a settings record when values do not fit together, or by a {@link SettingsHandler}
 * that cannot use one. The host shows the message at the named setting, together with all other problems.
 */
public final class Invalid extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    private Invalid(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /**
     * A value that does not fit.
     *
     * @param setting the record component's name
     * @param message what is expected, as a sentence without the name
     */
    public static Invalid of(String setting, String message) {
        return new Invalid(setting, message);
    }

    /** The record component the message is about. */
    public String setting() {
        return setting;
    }
}
