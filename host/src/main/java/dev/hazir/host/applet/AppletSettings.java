package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.Masked;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.SettingsException;
import dev.hazir.host.settings.SettingsType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of applets, also of those that do not run: often the settings are why. */
final class AppletSettings {

    /** It takes no change while it runs. */
    private static final Outlook RESTARTS = new Outlook(List.of(), Effect.RESTART, List.of());

    private final VersionStore store;
    private final Catalog catalog;
    private final Deployer deployer;
    private final Promotion promotion;
    private final Histories histories;
    private final KnownSettings known;
    private final LiveChange liveChange;
    private final Map<String, String> environment;

    AppletSettings(
            AppletServices services, VersionStore store, Catalog catalog, Deployer deployer, Promotion promotion) {
        this.store = store;
        this.catalog = catalog;
        this.deployer = deployer;
        this.promotion = promotion;
        this.histories = catalog.histories();
        this.known = catalog.knownSettings();
        this.liveChange = new LiveChange(services, store, catalog);
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
        Effect applies = asleep(installed);
        return known.of(id).orElseThrow(() -> new RefusedException(Refusals.notRunning(id))).settings().stream()
                .map(setting -> setting.standing(id, saved, environment).applying(applies))
                .toList();
    }

    /**
     * What would come of saving these; nothing becomes of them. On a worker: runs code of the applet.
     *
     * @param values by setting, as for {@link #save}
     */
    Outlook check(String id, Map<String, @Nullable Object> values) throws Exception {
        Installed installed = catalog.require(id);
        return outlook(installed, after(installed, values)).overruledBy(overruling(id, values.keySet()));
    }

    private Outlook outlook(Installed installed, Map<String, @Nullable Object> after) throws Exception {
        Deployment live = installed.deployment();
        if (live == null) {
            return new Outlook(rehearsed(installed, after), asleep(installed), List.of());
        }
        try {
            return live.declarations()
                    .settings()
                    .change(after)
                    .map(SettingsInUse.Change::outlook)
                    .orElse(RESTARTS);
        } catch (SettingsException e) {
            return new Outlook(e.problems(), Effect.NONE, List.of());
        }
    }

    /**
     * Saves settings. An applet that runs takes them at once or is restarted with them, one that failed is started, or
     * nothing is saved; one that is stopped stays so. The result of the operation is the word of the {@link Effect}. Used by
     * the operator thread.
     */
    void save(String id, Map<String, @Nullable Object> values, Operation operation) throws Exception {
        Installed installed = catalog.require(id);
        Map<String, @Nullable Object> after = after(installed, values);
        deployer.mayBeCancelled(operation);
        Effect effect;
        if (!installed.stored().enabled()) {
            keepForLater(installed, after, operation);
            effect = Effect.LATER;
        } else if (installed.deployment() == null) {
            promotion.bringUp(current(installed), installed, after, operation);
            effect = Effect.START;
        } else {
            effect = change(installed, installed.deployment(), after, operation);
        }
        remember(id, values.keySet(), operation.view().by());
        operation.result(effect.word());
        operation.end(Operation.State.DONE, sentence(id, effect, overruling(id, values.keySet())), List.of());
    }

    private Effect change(
            Installed installed, Deployment live, Map<String, @Nullable Object> after, Operation operation)
            throws Exception {
        Optional<SettingsInUse.Change> change =
                live.declarations().settings().taken() ? liveChange.of(live, after) : Optional.empty();
        Outlook outlook = change.map(SettingsInUse.Change::outlook).orElse(RESTARTS);
        if (change.isPresent()) {
            operation.step("checked", saying(outlook));
        }
        if (change.isEmpty() || outlook.effect() == Effect.RESTART) {
            promotion.bringUp(current(installed), installed, after, operation);
            return Effect.RESTART;
        }
        if (liveChange.make(installed, change.get(), after, operation)) {
            return outlook.effect();
        }
        promotion.bringUp(current(installed), installed, after, operation);
        return Effect.RESTART_INSTEAD;
    }

    private static String saying(Outlook outlook) {
        return switch (outlook.effect()) {
            case LIVE -> "takes effect at once";
            case NONE -> "changes nothing";
            default -> "restarts it: " + String.join(", ", outlook.restarting());
        };
    }

    private void keepForLater(Installed installed, Map<String, @Nullable Object> after, Operation operation)
            throws Exception {
        List<Problem> wrong = rehearsed(installed, after);
        if (!wrong.isEmpty()) {
            throw new RefusedException(wrong);
        }
        operation.commit();
        catalog.standing(store.save(installed.stored().settings(after), installed.stored()));
    }

    private List<String> overruling(String id, Set<String> names) {
        return SettingsType.overruling(id, names, environment);
    }

    private static String sentence(String id, Effect effect, List<String> overruling) {
        if (overruling.isEmpty()) {
            return sentence(id, effect);
        }
        String wins = " " + String.join(", ", overruling) + " in the environment of the host "
                + (overruling.size() == 1 ? "wins" : "win") + " over what is saved.";
        return (effect == Effect.NONE ? "Saved; nothing changes for " + id + "." : sentence(id, effect)) + wins;
    }

    private static String sentence(String id, Effect effect) {
        return "Saved; "
                + switch (effect) {
                    case LIVE -> id + " uses the new settings, and nothing was restarted.";
                    case RESTART -> id + " was restarted and runs with the new settings.";
                    case RESTART_INSTEAD ->
                        id + " did not take them in time and was restarted. It runs with the new settings.";
                    case START -> id + " was started and runs with the new settings.";
                    case LATER -> id + " is stopped and starts with the new settings.";
                    case NONE -> "nothing changes for " + id + ", which uses these values already.";
                };
    }

    /** What saving does to what does not run. */
    private static Effect asleep(Installed installed) {
        return installed.stored().enabled() ? Effect.START : Effect.LATER;
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
