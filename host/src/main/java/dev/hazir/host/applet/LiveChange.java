package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.SettingsException;
import dev.hazir.host.store.DiskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets what runs use other settings: its handlers are told, then the state on disk is replaced, which makes it permanent, and
 * whatever fails until then leaves the old settings in effect. Used by the operator thread.
 */
final class LiveChange {

    private final VersionStore store;
    private final Catalog catalog;
    private final OnWorker onWorker;
    private final Duration limit;

    LiveChange(AppletServices services, VersionStore store, Catalog catalog) {
        this.store = store;
        this.catalog = catalog;
        this.onWorker = new OnWorker(services.workers());
        this.limit = services.setupLimit();
    }

    /** What other values would make of the settings of what runs; empty when it has no record of them. */
    Optional<SettingsInUse.Change> of(Deployment live, Map<String, @Nullable Object> values) throws Exception {
        try {
            return onWorker.call(limit, () -> live.declarations().settings().change(values));
        } catch (SettingsException e) {
            throw new RefusedException(e.problems());
        }
    }

    /**
     * Makes a change that can be made while the applet runs.
     *
     * @param values all that is saved then
     * @return false when the handlers have not returned in time: then nothing is saved, and nobody knows what they use
     * @throws RefusedException when a handler has refused a value
     */
    boolean make(
            Installed installed, SettingsInUse.Change change, Map<String, @Nullable Object> values, Operation operation)
            throws Exception {
        Deployment live = installed.running();
        operation.commit();
        if (!change.differing().isEmpty() && !told(live, change, operation)) {
            return false;
        }
        StoredApplet stored;
        try {
            stored = store.save(installed.stored().settings(values), installed.stored());
        } catch (DiskException e) {
            takeBack(live, change, e, operation);
            throw e;
        }
        change.use();
        catalog.standing(stored);
        return true;
    }

    private boolean told(Deployment live, SettingsInUse.Change change, Operation operation) throws Exception {
        Optional<SettingsInUse.Refusal> refusal;
        try {
            refusal = onWorker.call(limit, change::tell);
        } catch (TimeoutException e) {
            live.guest().fault(SettingsInUse.CHANGE, e);
            operation.step("not taken", "it did not return within " + limit.toSeconds() + " s");
            return false;
        }
        if (refusal.isPresent()) {
            throw refused(live, refusal.get(), operation);
        }
        operation.step("taken", String.join(", ", change.differing()));
        return true;
    }

    /** Ends the operation, unless a value was refused: that is said at its field. */
    private static Exception refused(Deployment live, SettingsInUse.Refusal refusal, Operation operation) {
        List<Problem> problems = new ArrayList<>();
        if (refusal.why() instanceof SettingsException invalid) {
            problems.addAll(invalid.problems());
            if (refusal.undone()) {
                return new RefusedException(problems);
            }
        } else {
            problems.add(Refusals.changeFailed(live.info(), refusal.why()));
        }
        if (!refusal.undone()) {
            problems.add(Refusals.halfChanged(live.info()));
        }
        operation.end(Operation.State.FAILED, sentence(problems), problems);
        return new RefusedException(problems);
    }

    /** The disk was in the way: what the handlers have done must not last. */
    private void takeBack(Deployment live, SettingsInUse.Change change, DiskException failure, Operation operation)
            throws Exception {
        boolean undone = change.differing().isEmpty();
        try {
            undone = undone || onWorker.call(limit, change::tellBack);
        } catch (TimeoutException | RejectedExecutionException e) {
            live.guest().fault(SettingsInUse.CHANGE, e);
            undone = false;
        }
        if (!undone) {
            List<Problem> problems = List.of(Problem.of(failure, live.info().id()), Refusals.halfChanged(live.info()));
            operation.end(Operation.State.FAILED, sentence(problems), problems);
        }
    }

    private static String sentence(List<Problem> problems) {
        return String.join(" ", problems.stream().map(Problem::what).toList());
    }
}
