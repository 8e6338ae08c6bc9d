package dev.hazir.host.applet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param files the name of the directory with the files that the applet writes; another one after each restore
 * @param stop who has stopped it and when, or null when it is to run or that is not known
 * @param removed what is to become of its data when it was removed, or null; it is not installed any more then
 */
record StoredApplet(
        String id,
        boolean enabled,
        int leftOff,
        long change,
        List<KeptVersion> versions,
        String files,
        @Nullable Stop stop,
        Applets.@Nullable DataFate removed) {

    /** How it came to be stopped. */
    record Stop(String by, Instant at) {}

    /** Where an applet's files are until they are restored for the first time. */
    static final String FILES = "files";

    /** Such names have directories of files. */
    static final Pattern FILES_NAME = Pattern.compile("files(-[0-9]{1,18})?");

    StoredApplet {
        versions = List.copyOf(versions);
        files = Objects.requireNonNullElse(files, FILES); // states of earlier hosts do not name it
        if (!FILES_NAME.matcher(files).matches()) {
            throw new IllegalArgumentException("the files of " + id + " are in '" + files + "' (expected: files-1)");
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the applet " + id + " has no version");
        }
    }

    /** An applet that is installed. */
    static StoredApplet of(String id, KeptVersion only) {
        return new StoredApplet(id, true, 0, 0, List.of(only), FILES, null, null);
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
        return new StoredApplet(id, true, 0, change, all.subList(0, Math.min(keep + 1, all.size())), files, null, null);
    }

    /** One of the versions that ran before cannot be gone back to any more. */
    StoredApplet without(String version) {
        List<KeptVersion> rest = new ArrayList<>(versions);
        rest.removeIf(kept -> kept.version().equals(version));
        return new StoredApplet(id, enabled, leftOff, change, rest, files, stop, removed);
    }

    StoredApplet enabled(boolean now) {
        return new StoredApplet(id, now, leftOff, change, versions, files, now ? null : stop, removed);
    }

    StoredApplet stopped(Stop how) {
        return new StoredApplet(id, false, leftOff, change, versions, files, how, removed);
    }

    StoredApplet leftOff(int crashes) {
        return new StoredApplet(id, enabled, crashes, change, versions, files, stop, removed);
    }

    /** It is no longer installed; its settings stay as long as its data. */
    StoredApplet removed(Applets.DataFate data) {
        return new StoredApplet(id, false, 0, change, List.of(current()), files, null, data);
    }

    /** The same with other settings for the version that runs when it is enabled. */
    StoredApplet settings(Map<String, @Nullable Object> values) {
        List<KeptVersion> all = new ArrayList<>(versions);
        all.set(0, current().with(values));
        return new StoredApplet(id, enabled, leftOff, change, all, files, stop, removed);
    }

    StoredApplet change(long number) {
        return new StoredApplet(id, enabled, leftOff, number, versions, files, stop, removed);
    }

    /** The same with files in another directory. */
    StoredApplet files(String directory) {
        return new StoredApplet(id, enabled, leftOff, change, versions, directory, stop, removed);
    }
}
