package dev.hazir.applet;

import java.util.Objects;

/**
 * A setting that nobody is shown, such as a password: forms take a new one and never give the old one out, and neither do
 * logs, listings or JSON. Use it as a component of a settings record; {@link #none()} is the usual default.
 */
public final class Secret {

    private static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret that was not set. */
    public static Secret none() {
        return NONE;
    }

    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** The secret itself, empty when none was set. Keep it out of logs and answers. */
    public String reveal() {
        return value;
    }

    /** Whether one was set. */
    public boolean isSet() {
        return !value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    /** Says only whether one was set. */
    @Override
    public String toString() {
        return isSet() ? "********" : "";
    }
}
