package dev.hazir.host.admin.view;

import dev.hazir.host.applet.About;
import dev.hazir.host.applet.Run;
import dev.hazir.host.applet.Shelf;
import dev.hazir.host.applet.ShelvedVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kept versions of an applet, and what ran when, as JSON. */
public record VersionsJson(List<VersionJson> versions, List<Run> runs) {

    /** A kept version with what its jar says is new, in Markdown. */
    public record VersionJson(
            String version,
            boolean current,
            long bytes,
            String digest,
            @Nullable Instant kept,
            @Nullable Run lastRun,
            String changelog) {

        private static VersionJson of(ShelvedVersion version, String changelog) {
            return new VersionJson(
                    version.version(),
                    version.current(),
                    version.bytes(),
                    version.digest(),
                    version.kept(),
                    version.lastRun(),
                    changelog);
        }
    }

    public static VersionsJson of(Shelf shelf, String id) {
        return new VersionsJson(
                shelf.versions(id).stream()
                        .map(version -> VersionJson.of(
                                version,
                                shelf.about(id, version.version())
                                        .map(About::changelog)
                                        .orElse("")))
                        .toList(),
                shelf.runs(id));
    }
}
