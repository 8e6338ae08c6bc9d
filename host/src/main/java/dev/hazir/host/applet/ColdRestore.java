package dev.hazir.host.applet;

import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Restores a backup into a home directory on which no host runs: applets, and the configuration of the host. */
public final class ColdRestore {

    private ColdRestore() {}

    /**
     * Restores what is wanted. The applets run with the next start.
     *
     * @param wanted these applets, or none for all and the configuration
     * @return what was restored, in words
     * @throws RefusedException when the backup cannot be used; nothing has changed then
     */
    public static List<String> restore(Home home, Path backup, Set<String> wanted)
            throws IOException, RefusedException {
        VersionStore store = new VersionStore(home, Integer.MAX_VALUE - 1);
        List<String> done = new ArrayList<>();
        Map<String, StoredApplet> there =
                store.open().installed().stream().collect(Collectors.toMap(StoredApplet::id, Function.identity()));
        try (BackupContent content = BackupContent.open(backup, wanted, store)) {
            for (StoredApplet target : content.applets()) {
                StoredApplet old = there.get(target.id());
                String files = store.freshFiles();
                content.keepJars(target, old);
                content.unpackFiles(target, store.data().place(target.id(), files));
                StoredApplet now = store.save(target.files(files), old);
                if (old != null) {
                    store.data().sweep(old.id(), old.files());
                }
                store.prune(now);
                done.add(target.id() + " " + target.version());
            }
            if (wanted.isEmpty() && content.manifest().wholeHost()) {
                content.unpackHost(home.disk(), home.root());
                done.add("the configuration of the host");
            }
        }
        return done;
    }
}
