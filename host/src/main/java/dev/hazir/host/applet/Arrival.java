package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes in a jar: what it may do depends on what is installed. A refused one is listed. Used by the operator thread. */
final class Arrival {

    private final VersionStore store;
    private final Catalog catalog;
    private final Promotion promotion;

    Arrival(VersionStore store, Catalog catalog, Promotion promotion) {
        this.store = store;
        this.catalog = catalog;
        this.promotion = promotion;
    }

    /** Deals with a jar that has come in through a door: checks a copy of it, keeps it and brings it to life. */
    void deploy(Path source, Applets.Intent intent, Operation operation) throws Exception {
        String refusalKey = source.getFileName().toString();
        String version = "";
        Path copy = store.work("incoming").resolve(refusalKey);
        try {
            Files.copy(source, copy);
            Descriptor.Reading glance = AppletJar.glance(copy);
            if (!glance.id().isEmpty()) {
                refusalKey = glance.id();
                version = glance.version();
                operation.about(catalog.find(refusalKey) == null ? "install" : "upgrade", refusalKey);
            }
            deployChecked(AppletJar.read(copy), intent, operation);
            catalog.forgetRefusal(refusalKey);
            catalog.forgetRefusal(source.getFileName().toString());
        } catch (RefusedException e) {
            if (!Refusals.wrongAct(e.problems())) {
                catalog.refused(refusalKey, version, e.problems());
            }
            throw e;
        } finally {
            AtomicFile.sweep(Objects.requireNonNull(copy.getParent()));
        }
    }

    private void deployChecked(AppletJar jar, Applets.Intent intent, Operation operation) throws Exception {
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
        Path kept = store.jar(id, descriptor.info().version());
        boolean known = before != null && Files.exists(kept);
        if (known && !AppletJar.digest(kept).equals(jar.digest())) {
            problems.add(Refusals.otherContent(descriptor.info()));
        } else if (before != null
                && known
                && problems.isEmpty()
                && before.runs(descriptor.info().version())) {
            operation.end(Operation.State.DONE, descriptor.info() + " runs already; nothing changed.", List.of());
            return;
        }
        problems.addAll(catalog.requirementProblems(descriptor));
        problems.addAll(catalog.dependentProblems(descriptor));
        operation.step("checked", descriptor.info() + ", complete, level " + descriptor.api());
        Path place = known ? kept : store.keep(jar);
        try {
            promotion.bringUp(new AppletJar(place, descriptor, jar.digest()), before, problems, operation);
        } catch (Exception e) {
            if (!known) {
                Files.deleteIfExists(place);
            }
            throw e;
        }
        operation.end(Operation.State.DONE, sentence(descriptor, before), List.of());
    }

    private static String sentence(Descriptor descriptor, @Nullable Installed before) {
        String now = descriptor.info().id() + " " + descriptor.info().version() + " runs";
        return before == null
                ? now + "."
                : now + " (was " + before.stored().version() + "). Undo: hazir rollback "
                        + descriptor.info().id();
    }
}
