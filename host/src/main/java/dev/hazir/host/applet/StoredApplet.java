package dev.hazir.host.applet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk about an applet, in {@code versions/<id>/state.json}. It names everything else, settings included: what
 * it says is so, and writing it is the one step in which an act becomes permanent.
 *
 * @param id the applet's id
 * @param enabled whether it is to run
 * @param leftOff after how many crashes in a row the host left it off, or 0
 * @param change counts the changes of all applets: the highest was changed last, whatever the clock said
 * @param versions what is kept: first the version that runs when the applet is enabled, then those that ran before, last
 *     one first
 * @param removed what is to become of its data when it was removed, or null; it is not installed any more then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredApplet(
        String id,
        boolean enabled,
        int leftOff,
        long change,
        List<KeptVersion> versions,
        Applets.@Nullable DataFate removed) {

    StoredApplet {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the applet " + id + " has no version");
        }
    }

    /** An applet that is installed. */
    static StoredApplet of(String id, KeptVersion only) {
        return new StoredApplet(id, true, 0, 0, List.of(only), null);
    }

    KeptVersion current() {
        return versions.get(0);
    }

    /** The version that runs when the applet is enabled. */
    String version() {
        return current().version();
    }

    /** The versions that ran before, last one first. */
    List<String> earlier() {
        return versions.stream().skip(1).map(KeptVersion::version).toList();
    }

    Optional<KeptVersion> kept(String version) {
        return versions.stream().filter(kept -> kept.version().equals(version)).findFirst();
    }

    /** Another version, or other settings, run from now on; the version that ran can be gone back to. */
    StoredApplet running(KeptVersion next, int keep) {
        List<KeptVersion> all = new ArrayList<>(versions);
        all.removeIf(kept -> kept.version().equals(next.version()));
        all.add(0, next);
        return new StoredApplet(id, true, 0, change, all.subList(0, Math.min(keep + 1, all.size())), null);
    }

    StoredApplet enabled(boolean now) {
        return new StoredApplet(id, now, leftOff, change, versions, removed);
    }

    StoredApplet leftOff(int crashes) {
        return new StoredApplet(id, enabled, crashes, change, versions, removed);
    }

    /** It is no longer installed; its settings stay as long as its data. */
    StoredApplet removed(Applets.DataFate data) {
        return new StoredApplet(id, false, 0, change, List.of(current()), data);
    }

    StoredApplet change(long number) {
        return new StoredApplet(id, enabled, leftOff, number, versions, removed);
    }
}
