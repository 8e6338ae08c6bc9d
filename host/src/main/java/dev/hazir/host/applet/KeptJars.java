package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the kept jars: somebody may delete or overwrite them, or the disk may fail. A jar is read again only when
 * it looks different. For any thread that may block.
 */
final class KeptJars {

    private record Look(
            long size, FileTime modified, @Nullable Object key) {}

    private final VersionStore store;
    private final Map<Path, Look> intact = new ConcurrentHashMap<>();

    KeptJars(VersionStore store) {
        this.store = store;
    }

    /** The jars that are not as they were installed, as problems. */
    List<Problem> problems(Collection<Installed> applets) {
        List<Problem> problems = new ArrayList<>();
        for (Installed applet : applets) {
            StoredApplet stored = applet.stored();
            for (KeptVersion kept : stored.versions()) {
                if (!intact(stored.id(), kept)) {
                    problems.add(store.damaged(stored, kept));
                }
            }
        }
        return problems;
    }

    private boolean intact(String id, KeptVersion kept) {
        Path jar = store.jar(id, kept.version());
        try {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            Look now = new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            if (!now.equals(intact.get(jar))) {
                if (!store.intact(id, kept)) {
                    return false;
                }
                intact.put(jar, now);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
