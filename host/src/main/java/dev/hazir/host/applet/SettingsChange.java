package dev.hazir.host.applet;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings that were saved. Secrets are not among them.
 *
 * @param number counts up from 1
 * @param version what ran with them
 * @param names what was changed
 * @param values everything that was saved afterwards, as JSON values
 */
public record SettingsChange(
        long number, Instant at, String by, String version, List<String> names, Map<String, @Nullable Object> values) {

    public SettingsChange {
        names = List.copyOf(names);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
