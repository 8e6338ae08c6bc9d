package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes in a jar: what it may do depends on what is installed. A refused one is listed. Used by the operator thread. */
final class Arrival {

    private final VersionStore store;
    private final Catalog catalog;
    private final Promotion promotion;
    private final Removal removal;
    private final Saving saving;
    private final Executor workers;
    private final Disk disk = new Disk();

    Arrival(
            VersionStore store,
            Catalog catalog,
            Promotion promotion,
            Removal removal,
            Saving saving,
            Executor workers) {
        this.store = store;
        this.catalog = catalog;
        this.promotion = promotion;
        this.removal = removal;
        this.saving = saving;
        this.workers = workers;
    }

    /** Deals with a jar that has come in through a door: checks a copy of it, keeps it and brings it to life. */
    void deploy(Path source, Applets.Intent intent, Operation operation) throws Exception {
        String refusalKey = source.getFileName().toString();
        String version = "";
        Path copy = store.work("incoming").resolve(refusalKey);
        operation.mayBeCancelled(() -> {});
        try {
            requireRoom(source);
            disk.copyForNow(source, copy);
            Descriptor.Reading glance = AppletJar.glance(copy);
            if (!glance.id().isEmpty()) {
                refusalKey = glance.id();
                version = glance.version();
                operation.about(catalog.find(refusalKey) == null ? "install" : "upgrade", refusalKey);
            }
            String done = deployChecked(AppletJar.readArriving(copy), intent, operation);
            catalog.forgetRefusal(refusalKey);
            catalog.forgetRefusal(source.getFileName().toString());
            operation.end(Operation.State.DONE, done, List.of());
        } catch (RefusedException e) {
            if (!Refusals.wrongAct(e.problems())) {
                catalog.refused(refusalKey, version, e.problems());
            }
            throw e;
        } finally {
            disk.sweep(Objects.requireNonNull(copy.getParent()));
        }
    }

    /** Returns what was done, in a sentence. */
    private String deployChecked(AppletJar jar, Applets.Intent intent, Operation operation) throws Exception {
        Descriptor descriptor = jar.descriptor();
        String id = descriptor.info().id();
        Installed before = catalog.find(id);
        List<Problem> problems = new ArrayList<>();
        if (before == null && intent == Applets.Intent.UPGRADE) {
            problems.add(Refusals.notInstalled(id));
        }
        if (before != null && intent == Applets.Intent.INSTALL) {
            problems.add(Refusals.alreadyInstalled(before.stored(), descriptor.info()));
        }
        StoredApplet stored = before == null ? removal.left(id).orElse(null) : before.stored();
        Optional<KeptVersion> known = before == null
                ? Optional.empty()
                : before.stored().kept(descriptor.info().version());
        if (known.isPresent() && !known.get().digest().equals(jar.digest())) {
            problems.add(Refusals.otherContent(descriptor.info()));
        } else if (before != null && known.isPresent() && problems.isEmpty()) {
            boolean mended = mend(jar, known.get(), operation);
            if (before.runs(descriptor.info().version())) {
                String rest = mended ? "; its kept jar was put back." : "; nothing changed.";
                return descriptor.info() + " runs already" + rest;
            }
        }
        problems.addAll(catalog.requirementProblems(descriptor));
        problems.addAll(catalog.dependentProblems(descriptor));
        operation.step("checked", descriptor.info() + ", complete, level " + descriptor.api());
        if (before != null) {
            saving.beforehand(
                    before.stored(),
                    "Before the upgrade to " + descriptor.info().version() + ".",
                    operation);
        }
        Keeping keeping = known.isEmpty() ? Keeping.of(jar, store, workers) : Keeping.nothing();
        try {
            promotion.bringUp(jar, before, stored, keeping, problems, operation);
        } catch (Exception e) {
            keeping.awaitEnd();
            if (known.isEmpty()) {
                store.discard(id, descriptor.info().version());
            }
            throw e;
        }
        return sentence(descriptor, before);
    }

    /** Puts a kept jar back that was damaged on disk. */
    private boolean mend(AppletJar jar, KeptVersion known, Operation operation) throws DiskException {
        if (store.intact(jar.descriptor().info().id(), known)) {
            return false;
        }
        store.keep(jar);
        operation.step("mended", "the kept jar of " + jar.descriptor().info());
        return true;
    }

    /** A jar is on disk three times while it is installed: as it came, kept, and as its deployment uses it. */
    private void requireRoom(Path source) throws IOException, RefusedException {
        long needed = Home.LEAST_ROOM + 3 * Files.size(source);
        long free = store.room();
        if (free < needed) {
            throw new RefusedException(Refusals.tooLittleRoom(store.place(), free, needed));
        }
    }

    private static String sentence(Descriptor descriptor, @Nullable Installed before) {
        String now = descriptor.info().id() + " " + descriptor.info().version() + " runs";
        return before == null
                ? now + "."
                : now + " (was " + before.stored().version() + "). Undo: hazir rollback "
                        + descriptor.info().id();
    }
}
