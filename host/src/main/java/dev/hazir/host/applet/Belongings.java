package dev.hazir.host.applet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host keeps of an applet and a deployment starts with.
 *
 * @param files the name of the directory with the files that the applet writes
 */
record Belongings(SavedSettings settings, String files) {

    /** Nothing was kept. */
    static Belongings none() {
        return new Belongings(SavedSettings.carried(Map.of()), StoredApplet.FILES);
    }

    /** Settings that go with the files of an applet, which may not be on disk yet. */
    static Belongings of(@Nullable StoredApplet stored, SavedSettings settings) {
        return new Belongings(settings, stored == null ? StoredApplet.FILES : stored.files());
    }
}
