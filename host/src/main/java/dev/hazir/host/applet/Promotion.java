package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a checked jar to life in place of what runs. Until it is published a failure leaves everything as it was. Used by
 * the operator thread.
 */
final class Promotion {

    private final VersionStore store;
    private final Deployer deployer;
    private final Catalog catalog;
    private final List<Consumer<Operation.View>> liveListeners = new ArrayList<>();

    Promotion(VersionStore store, Deployer deployer, Catalog catalog) {
        this.store = store;
        this.deployer = deployer;
        this.catalog = catalog;
    }

    /** What else is to be kept on disk when a deployment is about to go live. */
    private interface Keeping {
        void keep() throws IOException;
    }

    /** Rehearses, prepares and publishes a jar in place of what runs; throws with the old one untouched. */
    void bringUp(AppletJar jar, @Nullable Installed before, List<Problem> problems, Operation operation)
            throws Exception {
        promote(deployer.rehearse(jar, running(before), problems), before, () -> {}, operation);
    }

    /** Does the same with a version that is installed and other settings, which are saved at the last moment. */
    void bringUp(AppletJar jar, Installed before, Map<String, @Nullable Object> settings, Operation operation)
            throws Exception {
        Deployment next = deployer.rehearse(jar, settings, running(before), List.of());
        promote(next, before, () -> store.saveSettings(next.info().id(), settings), operation);
    }

    private static @Nullable Deployment running(@Nullable Installed before) {
        return before == null ? null : before.deployment();
    }

    private void promote(Deployment next, @Nullable Installed before, Keeping keeping, Operation operation)
            throws Exception {
        String id = next.info().id();
        String version = next.info().version();
        Deployment old = running(before);
        StoredApplet stored = before == null
                ? new StoredApplet(id, version, true, List.of())
                : before.stored().running(version, store.keep());
        try {
            operation.step("rehearsed", next.summary());
            deployer.prepare(next);
            operation.step("prepared", old == null ? next.info().toString() : next.info() + " beside " + old.info());
            store.save(stored);
            keeping.keep();
        } catch (Exception e) {
            deployer.discard(next, e);
            if (e instanceof RefusedException) {
                throw e;
            }
            Problem problem = Refusals.didNotStart(id, version, e);
            operation.end(
                    old == null ? Operation.State.FAILED : Operation.State.ROLLED_BACK,
                    problem.what() + (old == null ? "" : " " + old.info().version() + " is still running."),
                    List.of(problem));
            catalog.refused(id, version, List.of(problem));
            throw e;
        }
        long finishing = old == null ? 0 : old.inside();
        deployer.publish(next, old);
        catalog.live(stored, next);
        operation.step("switched", old == null ? "reachable" : finishing + " requests finish on " + old.info());
        store.prune(stored);
        liveListeners.forEach(listener -> listener.accept(operation.view()));
    }

    void onLive(Consumer<Operation.View> listener) {
        liveListeners.add(listener);
    }

    /** Starts what is on disk; if it does not start it is listed with the reason. */
    void start(StoredApplet stored, Operation operation) throws Exception {
        if (!stored.enabled()) {
            catalog.disabled(stored, "Disabled by an operator.");
            return;
        }
        try {
            AppletJar jar = AppletJar.read(store.jar(stored.id(), stored.version()));
            Deployment next = deployer.rehearse(jar, null, catalog.requirementProblems(jar.descriptor()));
            try {
                deployer.prepare(next);
            } catch (Exception e) {
                deployer.discard(next, e);
                throw e;
            }
            deployer.publish(next, null);
            catalog.live(stored, next);
        } catch (RefusedException e) {
            catalog.failed(stored, e.problems());
            throw e;
        } catch (Exception e) {
            catalog.failed(stored, List.of(Refusals.didNotStart(stored.id(), stored.version(), e)));
            throw e;
        }
    }
}
