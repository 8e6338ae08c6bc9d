package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Masked;
import dev.hazir.host.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of applets, also of those that do not run: often the settings are why. */
final class AppletSettings {

    private final VersionStore store;
    private final Catalog catalog;
    private final Deployer deployer;
    private final Promotion promotion;
    private final Histories histories;
    private final KnownSettings known;
    private final Map<String, String> environment;

    AppletSettings(
            AppletServices services, VersionStore store, Catalog catalog, Deployer deployer, Promotion promotion) {
        this.store = store;
        this.catalog = catalog;
        this.deployer = deployer;
        this.promotion = promotion;
        this.histories = catalog.histories();
        this.known = catalog.knownSettings();
        this.environment = services.environment();
    }

    /**
     * The settings of an applet with where each value comes from. While it does not run they are those that its version
     * told when it was live last.
     */
    List<Setting> list(String id) throws RefusedException {
        Installed installed = catalog.require(id);
        if (installed.deployment() != null) {
            return installed.deployment().settings();
        }
        Map<String, @Nullable Object> saved = installed.stored().current().settings();
        return known.of(id).orElseThrow(() -> new RefusedException(Refusals.notRunning(id))).settings().stream()
                .map(setting -> setting.standing(id, saved, environment))
                .toList();
    }

    /**
     * What would be wrong if these were saved; nothing becomes of them. On a worker: runs code of the applet.
     *
     * @param values by setting, as for {@link #save}
     */
    List<Problem> check(String id, Map<String, @Nullable Object> values) throws Exception {
        Installed installed = catalog.require(id);
        Map<String, @Nullable Object> after = after(installed, values);
        return installed.deployment() == null
                ? rehearsed(installed, after)
                : installed.deployment().declarations().check(after);
    }

    /**
     * Saves settings. An applet that is to run does so with them, or nothing is saved; one that is stopped stays so. Used by
     * the operator thread.
     */
    void save(String id, Map<String, @Nullable Object> values, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        Map<String, @Nullable Object> after = after(installed, values);
        if (installed.stored().enabled()) {
            promotion.bringUp(current(installed), installed, after, operation);
            remember(id, values.keySet(), operation.view().by());
            operation.end(Operation.State.DONE, "Saved; " + id + " runs with the new settings.", List.of());
            return;
        }
        List<Problem> wrong = rehearsed(installed, after);
        if (!wrong.isEmpty()) {
            throw new RefusedException(wrong);
        }
        catalog.standing(store.save(installed.stored().settings(after), installed.stored()));
        remember(id, values.keySet(), operation.view().by());
        operation.end(
                Operation.State.DONE, "Saved; " + id + " is stopped and starts with the new settings.", List.of());
    }

    private static Map<String, @Nullable Object> after(Installed installed, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> before = installed.stored().current().settings();
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        values.forEach((name, value) -> after.put(name, Masked.restore(value, before.get(name))));
        after.values().removeIf(Objects::isNull);
        return after;
    }

    /** Only a rehearsal knows what the record of an applet accepts that does not run. */
    private List<Problem> rehearsed(Installed installed, Map<String, @Nullable Object> values) throws Exception {
        Belongings own = Belongings.of(installed.stored(), SavedSettings.exactly(values));
        return deployer.wrongSettings(current(installed), own);
    }

    private AppletJar current(Installed installed) throws RefusedException {
        return store.read(installed.stored(), installed.stored().current());
    }

    /** What was saved stays known, but for secrets. */
    private void remember(String id, Set<String> names, String by) throws RefusedException {
        Map<String, @Nullable Object> saved =
                catalog.require(id).stored().current().settings();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Setting setting : list(id)) {
            Object plain = Masked.without(saved.get(setting.name()), setting.shape());
            if (plain != null) {
                values.put(setting.name(), plain);
            }
        }
        histories.saved(id, by, catalog.require(id).stored().version(), List.copyOf(names), values);
    }
}
