package dev.hazir.host.applet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version of an applet that is kept on disk, with the settings it runs with.
 *
 * @param digest SHA-256 of its jar when it was installed, in hex
 * @param settings what an operator has set for it
 * @param aside what was set for a version before it and it does not know; a later version may
 */
record KeptVersion(
        String version, String digest, Map<String, @Nullable Object> settings, Map<String, @Nullable Object> aside) {

    KeptVersion {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        aside = Collections.unmodifiableMap(new LinkedHashMap<>(aside));
    }

    /** Another version that is to run with the same settings, as far as it knows them. */
    KeptVersion successor(String next, String nextDigest) {
        return new KeptVersion(next, nextDigest, union(aside, settings), Map.of());
    }

    KeptVersion with(Map<String, @Nullable Object> other) {
        return new KeptVersion(version, digest, other, aside);
    }

    /** Puts aside what this version turned out not to know. */
    KeptVersion without(Set<String> unknown) {
        if (unknown.isEmpty()) {
            return this;
        }
        Map<String, @Nullable Object> known = new LinkedHashMap<>(settings);
        Map<String, @Nullable Object> dropped = new LinkedHashMap<>(settings);
        known.keySet().removeAll(unknown);
        dropped.keySet().retainAll(unknown);
        return new KeptVersion(version, digest, known, union(aside, dropped));
    }

    private static Map<String, @Nullable Object> union(
            Map<String, @Nullable Object> first, Map<String, @Nullable Object> winner) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(first);
        all.putAll(winner);
        return all;
    }
}
