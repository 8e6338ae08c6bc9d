package dev.hazir.host.operation;

import dev.hazir.host.store.DiskException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something an operator can fix.
 *
 * @param code stable, such as {@code APP-103}
 * @param applet the applet it is about, or null for the host
 * @param what one sentence that names things
 * @param why what was found and what is needed, or empty
 * @param fix what to do
 * @param since when it came, or null when that is not known
 */
public record Problem(
        String code,
        @Nullable String applet,
        String what,
        String why,
        String fix,
        @Nullable Instant since) {

    /** What differs from one look to the next without anything being different. */
    private static final Pattern MEASURE =
            Pattern.compile("\\d+(?:[.]\\d+)?(?= (?:ms|s|days?|MiB|%|kB|MB|tasks?)\\b)|loop-\\d+");

    /** A problem of which nobody knows yet since when it is there. */
    public Problem(String code, @Nullable String applet, String what, String why, String fix) {
        this(code, applet, what, why, fix, null);
    }

    /** The same, known to be there for a while. */
    public Problem since(Instant time) {
        return new Problem(code, applet, what, why, fix, time);
    }

    /** What it says, without what is measured anew with each look: two of the same gist are the same problem. */
    String gist() {
        return MEASURE.matcher(what).replaceAll("#");
    }

    /** The disk was in the way. */
    public static Problem of(DiskException failure, @Nullable String applet) {
        return new Problem("SYS-510", applet, failure.getMessage() + ".", failure.why(), failure.fix());
    }
}
