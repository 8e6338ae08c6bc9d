package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Masked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs what is kept on disk: an earlier version, or the same one again, or with other settings. Used by the operator thread. */
final class Rerun {

    private final VersionStore store;
    private final Catalog catalog;
    private final Promotion promotion;
    private final Histories histories;

    Rerun(VersionStore store, Catalog catalog, Promotion promotion, Histories histories) {
        this.store = store;
        this.catalog = catalog;
        this.promotion = promotion;
        this.histories = histories;
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

    /** Saves settings and runs with them; null goes back to the default. */
    void saveSettings(String id, Map<String, @Nullable Object> values, Operation operation) throws Exception {
        Installed installed = enabled(id);
        Map<String, @Nullable Object> after =
                new LinkedHashMap<>(installed.stored().current().settings());
        Map<String, @Nullable Object> before = installed.stored().current().settings();
        values.forEach((name, value) -> after.put(name, Masked.restore(value, before.get(name))));
        after.values().removeIf(Objects::isNull);
        promotion.bringUp(current(installed), installed, after, operation);
        remember(id, values.keySet(), operation.view().by());
        operation.end(Operation.State.DONE, "Saved; " + id + " runs with the new settings.", List.of());
    }

    /** What was saved stays known, but for secrets. */
    private void remember(String id, Set<String> names, String by) throws RefusedException {
        Installed now = catalog.require(id);
        Map<String, @Nullable Object> values =
                new LinkedHashMap<>(now.stored().current().settings());
        if (now.deployment() != null) {
            now.deployment().settings().stream()
                    .filter(setting -> values.containsKey(setting.name()))
                    .forEach(setting ->
                            values.put(setting.name(), Masked.without(values.get(setting.name()), setting.shape())));
            values.values().removeIf(Objects::isNull);
        }
        histories.saved(id, by, now.stored().version(), List.copyOf(names), values);
    }

    private void runCurrent(Installed installed, Operation operation) throws Exception {
        AppletJar jar = current(installed);
        promotion.bringUp(jar, installed, catalog.requirementProblems(jar.descriptor()), operation);
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
