package dev.hazir.host.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What saving settings does to an applet. */
public enum Effect {
    /** It takes them while it runs. */
    LIVE,
    /** It is restarted with them. */
    RESTART,
    /** It was to take them while it runs and did not in time, so that it was restarted with them. */
    RESTART_INSTEAD,
    /** It does not run and is started with them. */
    START,
    /** It is stopped and has them from its next start on. */
    LATER,
    /** It runs with these values already. */
    NONE;

    /** Such as {@code restart-instead}; for JSON, addresses and keys of texts. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
