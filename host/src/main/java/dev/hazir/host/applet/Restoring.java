package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings applets back to what a backup holds. All of the backup is checked before anything changes; then each applet is
 * brought back as in an upgrade: what runs is replaced when what comes is ready, and goes on if that does not start. What
 * an applet was before is backed up first. Used by the operator thread.
 */
final class Restoring {

    private final VersionStore store;
    private final Catalog catalog;
    private final Promotion promotion;
    private final Departure departure;
    private final Removal removal;
    private final Saving saving;

    Restoring(
            VersionStore store,
            Catalog catalog,
            Promotion promotion,
            Departure departure,
            Removal removal,
            Saving saving) {
        this.store = store;
        this.catalog = catalog;
        this.promotion = promotion;
        this.departure = departure;
        this.removal = removal;
        this.saving = saving;
    }

    /** Brings these applets of a backup back, or all of them when there are none. */
    void restore(Path backup, Set<String> applets, Operation operation) throws Exception {
        operation.about("restore", String.join(" ", applets));
        try (BackupContent content = BackupContent.open(backup, applets, store)) {
            operation.step(
                    "checked",
                    backup.getFileName() + ", complete, " + content.applets().size() + " applets");
            List<String> done = new ArrayList<>();
            for (StoredApplet target : content.applets()) {
                restore(content, target, done, operation);
            }
            operation.end(Operation.State.DONE, sentence(done, content), List.of());
        }
    }

    private static String sentence(List<String> done, BackupContent content) {
        String applets = done.isEmpty() ? "The backup holds no applet." : "Restored: " + String.join(", ", done) + ".";
        return content.manifest().wholeHost()
                ? applets + " The configuration of the host was left as it is: stop the host to restore that too."
                : applets;
    }

    private void restore(BackupContent content, StoredApplet target, List<String> done, Operation operation)
            throws Exception {
        try {
            restore(content, target, operation);
            done.add(target.id() + " " + target.version());
        } catch (RefusedException e) {
            if (!done.isEmpty()) {
                operation.end(
                        Operation.State.FAILED,
                        "Restored: " + String.join(", ", done) + ". " + target.id() + " was not: " + e.getMessage(),
                        e.problems());
            }
            throw e;
        }
    }

    private void restore(BackupContent content, StoredApplet target, Operation operation) throws Exception {
        String id = target.id();
        Installed before = catalog.find(id);
        StoredApplet old = before == null ? removal.left(id).orElse(null) : before.stored();
        if (before != null) {
            String made = content.manifest().made().toString();
            saving.beforehand(before.stored(), "Before going back to the backup of " + made + ".", operation);
        }
        String files = store.freshFiles();
        boolean permanent = false;
        try {
            content.keepJars(target, old);
            content.unpackFiles(target, store.data().place(id, files));
            operation.step("unpacked", id + " " + target.version());
            bringUp(target.files(files), before, operation);
            permanent = true;
        } finally {
            if (!permanent) {
                store.data().sweep(id, files);
                store.pruneUnless(old, id);
            }
        }
    }

    private void bringUp(StoredApplet target, @Nullable Installed before, Operation operation) throws Exception {
        if (!target.enabled() || target.leftOff() > 0) {
            departure.restoreDisabled(target, before);
            return;
        }
        AppletJar jar = store.read(target, target.current());
        List<Problem> problems = new ArrayList<>(catalog.requirementProblems(jar.descriptor()));
        problems.addAll(catalog.dependentProblems(jar.descriptor()));
        promotion.restore(jar, target, before, problems, operation);
    }
}
