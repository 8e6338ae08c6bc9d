package dev.hazir.host.unload;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The class loader of an ended deployment, held weakly, and what is known of it. Changed by the unload thread alone. A
 * heap dump is searched for the objects of this class that are sought.
 */
final class Remains extends WeakReference<ClassLoader> {

    private static final int MOST_MENDED = 50;

    private final long number;
    private final String applet;
    private final String version;
    private final Instant at;
    private final long since = System.nanoTime();
    private final Set<String> mended = new LinkedHashSet<>();
    private Unload.State state = Unload.State.PROVING;
    private List<HeldBy> holders = List.of();
    private String path = "";
    private int survived;
    private long held;

    /** Read in heap dumps only. */
    @SuppressWarnings("UnusedVariable")
    private boolean sought;

    Remains(long number, String applet, String version, Instant at, ClassLoader loader) {
        super(loader);
        this.number = number;
        this.applet = applet;
        this.version = version;
        this.at = at;
    }

    long number() {
        return number;
    }

    String applet() {
        return applet;
    }

    String name() {
        return applet + "@" + version;
    }

    Unload.State state() {
        return state;
    }

    boolean proving() {
        return state == Unload.State.PROVING;
    }

    List<HeldBy> holders() {
        return holders;
    }

    /** How long it has been there, in nanoseconds. */
    long age() {
        return System.nanoTime() - since;
    }

    /** How many collections asked for it has outlived. */
    int survived() {
        return survived;
    }

    void outlived() {
        survived++;
    }

    void mended(List<String> things) {
        for (String thing : things) {
            if (mended.size() < MOST_MENDED) {
                mended.add(thing);
            }
        }
    }

    void held(List<HeldBy> by) {
        state = Unload.State.HELD;
        holders = List.copyOf(by);
    }

    /** Whether a heap dump is made for it now: so it is told from those of another host in this JVM. */
    void sought(boolean now) {
        sought = now;
    }

    void path(String found) {
        path = found;
    }

    String path() {
        return path;
    }

    /** Whether the JVM has let go of it. */
    boolean gone() {
        return refersTo(null);
    }

    void collected() {
        held = age();
        state = Unload.State.CLEAN;
    }

    Unload view() {
        long millis = (state == Unload.State.CLEAN ? held : age()) / 1_000_000;
        return new Unload(
                number, applet, version, at, state, millis, verdict(millis), holders, path, new ArrayList<>(mended));
    }

    private String verdict(long millis) {
        String time = String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        return switch (state) {
            case PROVING -> "being proved";
            case CLEAN -> "clean in " + time + (holders.isEmpty() ? "" : ", after it was held by " + names());
            case HELD -> "held by " + names();
        };
    }

    private String names() {
        if (!holders.isEmpty()) {
            return holders.stream().map(HeldBy::what).collect(Collectors.joining("; "));
        }
        return path.isEmpty() ? "something that only a look into the heap can name" : path;
    }
}
