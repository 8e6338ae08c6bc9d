package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Bytes;
import dev.hazir.host.store.DiskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets applets go: until an operator enables them again, or for good. Used by the operator thread. */
final class Departure {

    private final VersionStore store;
    private final Deployer deployer;
    private final Catalog catalog;
    private final Removal removal;
    private final Saving saving;
    private final List<Consumer<String>> removalListeners = new ArrayList<>();
    private final List<Consumer<String>> unloadListeners = new ArrayList<>();

    Departure(VersionStore store, Deployer deployer, Catalog catalog, Removal removal, Saving saving) {
        this.store = store;
        this.deployer = deployer;
        this.catalog = catalog;
        this.removal = removal;
        this.saving = saving;
    }

    /** Tells of applets that were removed, and of refused ones that are no longer listed. */
    void onRemoved(Consumer<String> listener) {
        removalListeners.add(listener);
    }

    /** Tells, on a worker, of removed applets of which nothing is left. */
    void onUnloaded(Consumer<String> listener) {
        unloadListeners.add(listener);
    }

    void remove(String id, Applets.DataFate data, Operation operation) throws Exception {
        Installed installed = catalog.find(id);
        if (installed == null) {
            if (!catalog.forgetRefusal(id)) {
                throw new RefusedException(Refusals.notInstalled(id));
            }
            tell(removalListeners, id);
            operation.end(Operation.State.DONE, id + " is no longer listed.", List.of());
            return;
        }
        catalog.requireNotNeeded(id, "removed");
        if (data == Applets.DataFate.EXPORT) {
            saving.certainly(installed.stored(), operation);
        }
        Applets.DataFate fate = data == Applets.DataFate.KEEP ? data : Applets.DataFate.ERASE;
        Runnable rest = removal.remove(installed.stored(), fate);
        catalog.remove(id);
        tell(removalListeners, id);
        operation.step("removed", id + " " + installed.stored().version());
        Deployment live = installed.deployment();
        if (live == null) {
            rest.run();
            tell(unloadListeners, id);
        } else if (data == Applets.DataFate.KEEP) {
            rest.run();
            deployer.withdraw(live, () -> tell(unloadListeners, id));
        } else {
            deployer.withdraw(live, () -> {
                rest.run();
                tell(unloadListeners, id);
            });
        }
        operation.end(
                Operation.State.DONE,
                id + " is removed; its data is "
                        + switch (data) {
                            case KEEP -> "kept.";
                            case ERASE -> "erased.";
                            case EXPORT -> "in a backup, and erased.";
                        },
                List.of());
    }

    /** Takes a version off the disk that does not run. What is asked for after it goes without it. */
    void deleteVersion(String id, String version, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        StoredApplet before = installed.stored();
        if (before.version().equals(version)) {
            throw new RefusedException(Refusals.versionInUse(before));
        }
        if (before.kept(version).isEmpty()) {
            throw new RefusedException(Refusals.versionNotKept(before, version));
        }
        Path jar = store.jar(id, version);
        long bytes = Files.exists(jar) ? Files.size(jar) : 0;
        StoredApplet after = store.save(before.without(version), before);
        catalog.standing(after);
        store.prune(after);
        operation.end(
                Operation.State.DONE,
                id + " " + version + " is deleted; "
                        + (Files.exists(jar)
                                ? "its jar goes with the next start."
                                : Bytes.text(bytes) + " of disk are free again."),
                List.of());
    }

    void disable(String id, StoredApplet.Stop stop, String reason, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        catalog.requireNotNeeded(id, "disabled");
        StoredApplet off = store.save(installed.stored().stopped(stop), installed.stored());
        catalog.disabled(off, reason);
        if (installed.deployment() != null) {
            deployer.withdraw(installed.deployment(), () -> {});
        }
        operation.end(Operation.State.DONE, id + " is disabled.", List.of());
    }

    /** Takes over what a backup holds of an applet that is not to run. */
    void restoreDisabled(StoredApplet target, @Nullable Installed before) throws RefusedException, DiskException {
        if (before != null && before.deployment() != null) {
            catalog.requireNotNeeded(target.id(), "disabled");
        }
        StoredApplet off = store.save(target, before == null ? null : before.stored());
        catalog.disabled(off, "Disabled, as it was when the backup was made.");
        Runnable rest = () -> {
            if (before != null && !before.stored().files().equals(off.files())) {
                store.data().sweep(off.id(), before.stored().files());
            }
        };
        if (before != null && before.deployment() != null) {
            deployer.withdraw(before.deployment(), rest);
        } else {
            rest.run();
        }
        store.prune(off);
    }

    /** Ends the removals that an earlier run began. */
    void finishRemovals() {
        for (StoredApplet gone : store.removed()) {
            tell(removalListeners, gone.id());
        }
        removal.finishAll();
    }

    private static void tell(List<Consumer<String>> listeners, String id) {
        listeners.forEach(listener -> listener.accept(id));
    }
}
