package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs what is kept on disk: an earlier version, or the same one again. Used by the operator thread. */
final class Rerun {

    private final VersionStore store;
    private final Catalog catalog;
    private final Promotion promotion;

    Rerun(VersionStore store, Catalog catalog, Promotion promotion) {
        this.store = store;
        this.catalog = catalog;
        this.promotion = promotion;
    }

    /** Goes back to a version; an empty one is the version that ran before. */
    void rollback(String id, Optional<String> version, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        String target = version.or(() -> installed.stored().earlier().stream().findFirst())
                .orElseThrow(() -> new RefusedException(Refusals.nothingToGoBackTo(id)));
        KeptVersion kept = installed
                .stored()
                .kept(target)
                .orElseThrow(() -> new RefusedException(Refusals.versionNotKept(installed.stored(), target)));
        AppletJar jar = store.read(installed.stored(), kept);
        List<Problem> problems = new ArrayList<>(catalog.requirementProblems(jar.descriptor()));
        problems.addAll(catalog.dependentProblems(jar.descriptor()));
        operation.step("checked", id + " " + target);
        promotion.bringUp(jar, installed, problems, operation);
        operation.end(Operation.State.DONE, id + " " + target + " runs again.", List.of());
    }

    void enable(String id, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        if (installed.deployment() != null) {
            operation.end(Operation.State.DONE, id + " runs already.", List.of());
            return;
        }
        runCurrent(installed, operation);
        operation.end(Operation.State.DONE, id + " " + installed.stored().version() + " runs.", List.of());
    }

    void restart(String id, Operation operation) throws Exception {
        Installed installed = enabled(id);
        runCurrent(installed, operation);
        operation.end(Operation.State.DONE, id + " " + installed.stored().version() + " runs anew.", List.of());
    }

    /** What stands in the way is a problem that stays until it runs, or is to be stopped. */
    private void runCurrent(Installed installed, Operation operation) throws Exception {
        try {
            AppletJar jar = current(installed);
            promotion.bringUp(jar, installed, catalog.requirementProblems(jar.descriptor()), operation);
        } catch (RefusedException e) {
            catalog.notStarted(installed, e.problems());
            throw e;
        }
    }

    private Installed enabled(String id) throws RefusedException {
        Installed installed = catalog.require(id);
        if (!installed.stored().enabled()) {
            throw new RefusedException(Refusals.disabled(id));
        }
        return installed;
    }

    private AppletJar current(Installed installed) throws RefusedException, IOException {
        return store.read(installed.stored(), installed.stored().current());
    }
}
