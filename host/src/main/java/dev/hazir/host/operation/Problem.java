package dev.hazir.host.operation;

import dev.hazir.host.store.DiskException;
import org.jspecify.annotations.Nullable;

/**
 * Something an operator can fix.
 *
 * @param code stable, such as {@code APP-103}
 * @param applet the applet it is about, or null for the host
 * @param what one sentence that names things
 * @param why what was found and what is needed, or empty
 * @param fix what to do
 */
public record Problem(String code, @Nullable String applet, String what, String why, String fix) {

    /** The disk was in the way. */
    public static Problem of(DiskException failure, @Nullable String applet) {
        return new Problem("SYS-510", applet, failure.getMessage() + ".", failure.why(), failure.fix());
    }
}
