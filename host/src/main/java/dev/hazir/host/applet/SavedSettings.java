package dev.hazir.host.applet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The saved settings a deployment starts with. Those that come from another version may hold what this one does not know:
 * it is put aside, not fatal. What an operator sets for this version must be known to it.
 */
final class SavedSettings {

    private final Map<String, @Nullable Object> values;
    private final boolean carried;
    private final Set<String> asked = new LinkedHashSet<>();

    private SavedSettings(Map<String, @Nullable Object> values, boolean carried) {
        this.values = values;
        this.carried = carried;
    }

    /** Settings that an operator sets now. */
    static SavedSettings exactly(Map<String, @Nullable Object> values) {
        return new SavedSettings(values, false);
    }

    /** Settings that were saved before. */
    static SavedSettings carried(Map<String, @Nullable Object> values) {
        return new SavedSettings(values, true);
    }

    /** What a record with these components is bound to. */
    synchronized Map<String, @Nullable Object> fitting(Set<String> known) {
        asked.addAll(known);
        if (!carried) {
            return values;
        }
        Map<String, @Nullable Object> fitting = new LinkedHashMap<>(values);
        fitting.keySet().retainAll(known);
        return fitting;
    }

    /** What no record of the deployment has asked for; nothing as long as it asked for none. */
    synchronized Set<String> unknown() {
        Set<String> unknown = new LinkedHashSet<>();
        if (!asked.isEmpty()) {
            unknown.addAll(values.keySet());
            unknown.removeAll(asked);
        }
        return unknown;
    }
}
