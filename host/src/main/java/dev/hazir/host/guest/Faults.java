package dev.hazir.host.guest;

import dev.hazir.applet.AppletInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The failed calls of applets, the same ones together: of each applet the last kinds, also across its versions. Holds text
 * only. For any thread; does not block.
 */
public final class Faults {

    private static final int MOST_KINDS = 20;
    private static final int LONGEST = 300;
    /** Who called, and under which reference, differs from call to call. */
    private static final Pattern CALLER = Pattern.compile("( from /[^ ]+)?( \\(reference [^)]*\\))?$");

    private final Clock clock;
    private final Map<String, Map<String, Fault>> faults = new HashMap<>();

    /**
     * Calls that failed in the same way.
     *
     * @param what the last of the failures, as it tells of itself
     * @param where the first line of the applet's own code, or of any
     * @param handler what was called
     * @param version that failed last
     */
    public record Fault(
            String what, String where, String handler, String version, long count, Instant first, Instant last) {}

    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** The kinds of failures of an applet, last one first. */
    public synchronized List<Fault> of(String applet) {
        List<Fault> all = new ArrayList<>(faults.getOrDefault(applet, Map.of()).values());
        all.sort(Comparator.comparing(Fault::last).reversed());
        return all;
    }

    /** The applet is gone. */
    public synchronized void forget(String applet) {
        faults.remove(applet);
    }

    void note(AppletInfo info, Trigger trigger, Throwable failure) {
        String text = String.valueOf(failure);
        String what = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        String where = where(info, failure);
        String handler = CALLER.matcher(trigger.handler()).replaceFirst("");
        Instant now = clock.instant();
        synchronized (this) {
            Map<String, Fault> own = faults.computeIfAbsent(info.id(), id -> new LinkedHashMap<>());
            String kind = failure.getClass().getName() + " " + where + " " + handler;
            Fault before = own.remove(kind);
            own.put(
                    kind,
                    before == null
                            ? new Fault(what, where, handler, info.version(), 1, now, now)
                            : new Fault(what, where, handler, info.version(), before.count() + 1, before.first(), now));
            if (own.size() > MOST_KINDS) {
                own.remove(own.keySet().iterator().next());
            }
        }
    }

    private static String where(AppletInfo info, Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return Arrays.stream(trace)
                .filter(frame -> info.toString().equals(frame.getClassLoaderName()))
                .findFirst()
                .or(() -> Arrays.stream(trace).findFirst())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }
}
