package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.DiskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
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

    /**
     * Rehearses, prepares and publishes a jar in place of what runs; throws with the old one untouched. A version that is
     * kept runs with its own settings, a new one with those of the version before it.
     *
     * @param stored what is on disk of the applet, or of the one that was removed before it; null when there is nothing
     * @param keeping what must be on disk before the act is made permanent
     */
    void bringUp(
            AppletJar jar,
            @Nullable Installed before,
            @Nullable StoredApplet stored,
            Keeping keeping,
            List<Problem> problems,
            Operation operation)
            throws Exception {
        deployer.mayBeCancelled(operation);
        KeptVersion version = version(jar, stored);
        SavedSettings saved = SavedSettings.carried(version.settings());
        Belongings own = Belongings.of(stored, saved);
        Lasting lasting = new Lasting(version, before == null ? null : before.stored(), keeping);
        promote(deployer.rehearse(jar, own, running(before), problems), lasting, before, operation);
    }

    /** Does the same with a version that is installed. */
    void bringUp(AppletJar jar, Installed before, List<Problem> problems, Operation operation) throws Exception {
        bringUp(jar, before, before.stored(), Keeping.nothing(), problems, operation);
    }

    /** Does the same with the version that is installed and other settings; whether it may be cancelled is the caller's. */
    void bringUp(AppletJar jar, Installed before, Map<String, @Nullable Object> settings, Operation operation)
            throws Exception {
        Belongings own = Belongings.of(before.stored(), SavedSettings.exactly(settings));
        Deployment next = deployer.rehearse(jar, own, running(before), List.of());
        KeptVersion version = before.stored().current().with(settings);
        promote(next, new Lasting(version, before.stored(), Keeping.nothing()), before, operation);
    }

    /** Brings up what a backup holds of an applet, with its files, which are unpacked. */
    void restore(
            AppletJar jar, StoredApplet target, @Nullable Installed before, List<Problem> problems, Operation operation)
            throws Exception {
        Belongings own =
                Belongings.of(target, SavedSettings.carried(target.current().settings()));
        Lasting lasting = new Lasting(target.current(), target, Keeping.nothing());
        promote(deployer.rehearse(jar, own, running(before), problems), lasting, before, operation);
    }

    /**
     * What an act makes permanent.
     *
     * @param version what runs then
     * @param base what is on disk of the applet beside that, or null when there is nothing
     * @param keeping what must be on disk before
     */
    private record Lasting(KeptVersion version, @Nullable StoredApplet base, Keeping keeping) {}

    /** What a jar would be kept as, before it is known which of the settings it knows. */
    static KeptVersion version(AppletJar jar, @Nullable StoredApplet stored) {
        String version = jar.descriptor().info().version();
        if (stored == null) {
            return new KeptVersion(version, jar.digest(), Map.of(), Map.of());
        }
        return stored.kept(version).orElseGet(() -> stored.current().successor(version, jar.digest()));
    }

    private static @Nullable Deployment running(@Nullable Installed before) {
        return before == null ? null : before.deployment();
    }

    private void promote(Deployment next, Lasting lasting, @Nullable Installed before, Operation operation)
            throws Exception {
        String id = next.info().id();
        String version = next.info().version();
        Deployment old = running(before);
        StoredApplet stored;
        try {
            operation.step("rehearsed", next.summary());
            deployer.prepare(next, old);
            operation.step("prepared", old == null ? next.info().toString() : next.info() + " beside " + old.info());
            lasting.keeping().await();
            KeptVersion known =
                    lasting.version().without(next.declarations().settings().unknown());
            StoredApplet base = lasting.base();
            operation.commit();
            stored = store.save(
                    base == null
                            ? StoredApplet.of(id, known)
                                    .files(next.declarations().filesName())
                            : base.running(known, store.keep()),
                    before == null ? null : before.stored());
            tellAside(lasting.version(), known, operation);
        } catch (Exception e) {
            deployer.discard(next, e);
            if (e instanceof RefusedException || e instanceof DiskException || e instanceof CancellationException) {
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
        deployer.publish(next, old, () -> letFilesGo(before, stored));
        catalog.live(stored, next);
        operation.step("switched", old == null ? "reachable" : finishing + " requests finish on " + old.info());
        store.prune(stored);
        liveListeners.forEach(listener -> listener.accept(operation.view()));
    }

    /** The files that a restore has replaced, when nothing uses them any more. */
    private void letFilesGo(@Nullable Installed before, StoredApplet now) {
        if (before != null && !before.stored().files().equals(now.files())) {
            store.data().sweep(now.id(), before.stored().files());
        }
    }

    private static void tellAside(KeptVersion asked, KeptVersion known, Operation operation) {
        Set<String> dropped = new TreeSet<>(asked.settings().keySet());
        dropped.removeAll(known.settings().keySet());
        if (!dropped.isEmpty()) {
            operation.step("settings", "kept aside, unknown to " + known.version() + ": " + String.join(", ", dropped));
        }
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
        if (stored.leftOff() > 0) {
            throw leftOff(stored);
        }
        try {
            AppletJar jar = store.read(stored, stored.current());
            Belongings own =
                    Belongings.of(stored, SavedSettings.carried(stored.current().settings()));
            Deployment next = deployer.rehearse(jar, own, null, catalog.requirementProblems(jar.descriptor()));
            try {
                deployer.prepare(next, null);
            } catch (Exception e) {
                deployer.discard(next, e);
                throw e;
            }
            deployer.publish(next, null, () -> {});
            catalog.live(stored, next);
        } catch (RefusedException e) {
            catalog.failed(stored, e.problems());
            throw e;
        } catch (Exception e) {
            catalog.failed(stored, List.of(Refusals.didNotStart(stored.id(), stored.version(), e)));
            throw e;
        }
    }

    private RefusedException leftOff(StoredApplet stored) {
        Problem problem = Refusals.leftOff(stored);
        catalog.failed(stored, List.of(problem));
        return new RefusedException(problem);
    }
}
