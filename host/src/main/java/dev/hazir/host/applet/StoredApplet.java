package dev.hazir.host.applet;

import java.util.ArrayList;
import java.util.List;

/**
 * What is on disk about an installed applet, in {@code versions/<id>/state.json}.
 *
 * @param id the applet's id
 * @param version the version that runs when the applet is enabled
 * @param enabled whether it is to run
 * @param earlier the versions that ran before, last one first
 */
record StoredApplet(String id, String version, boolean enabled, List<String> earlier) {

    StoredApplet {
        earlier = List.copyOf(earlier);
    }

    /** Another version runs from now on; the one that ran can be gone back to. */
    StoredApplet running(String next, int keep) {
        List<String> before = new ArrayList<>(earlier);
        before.remove(next);
        before.remove(version);
        if (!version.equals(next)) {
            before.add(0, version);
        }
        return new StoredApplet(id, next, true, before.subList(0, Math.min(keep, before.size())));
    }

    StoredApplet enabled(boolean now) {
        return new StoredApplet(id, version, now, earlier);
    }
}
