package dev.hazir.host.admin.view;

import dev.hazir.host.unload.HeldBy;
import dev.hazir.host.unload.Unload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What became of a deployment that has ended, as JSON. */
public record UnloadJson(
        String applet,
        String version,
        Instant at,
        String state,
        boolean clean,
        long millis,
        String verdict,
        List<HeldBy> holders,
        String path,
        List<String> mended) {

    public static UnloadJson of(Unload unload) {
        return new UnloadJson(
                unload.applet(),
                unload.version(),
                unload.at(),
                unload.state().name().toLowerCase(Locale.ROOT),
                unload.state() == Unload.State.CLEAN,
                unload.millis(),
                unload.verdict(),
                unload.holders(),
                unload.path(),
                unload.mended());
    }
}
