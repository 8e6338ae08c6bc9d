package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortView;
import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The form of an applet's settings, made from its settings record, with what saving does and what was saved before. */
final class SettingsForm {

    /** Whether the applet is restarted depends on what is changed. */
    private static final String MIXED = "mixed";

    private final AdminSources sources;
    private final AppletFrame frame;

    /**
     * A setting with its field.
     *
     * @param standard the default, for people
     */
    public record Row(Setting setting, SettingField field, String standard) {}

    SettingsForm(AdminSources sources, AppletFrame frame) {
        this.sources = sources;
        this.frame = frame;
    }

    /**
     * The page with the form.
     *
     * @param trees what stands in the fields, by setting
     * @param problems told at the fields that they are about, or above
     */
    PageAnswer.View of(
            int status,
            AppletStatus applet,
            List<Setting> settings,
            Map<String, Object> trees,
            List<Problem> problems) {
        Map<String, String> errors = errors(problems);
        List<Row> rows = settings.stream()
                .map(setting -> new Row(
                        setting,
                        SettingField.of(setting, trees.getOrDefault(setting.name(), ""), errors),
                        SettingTree.text(setting.shape(), setting.standard())))
                .toList();
        Map<Boolean, List<Row>> parts = rows.stream()
                .collect(Collectors.partitioningBy(row -> row.setting().advanced()));
        List<Row> more = Objects.requireNonNull(parts.get(true));
        List<SettingField> wrong =
                rows.stream().flatMap(row -> row.field().wrong()).toList();
        Map<String, Object> model = new HashMap<>();
        model.put("rows", Objects.requireNonNull(parts.get(false)));
        model.put("more", more);
        model.put(
                "open",
                more.stream().anyMatch(row -> row.field().wrong().findAny().isPresent()));
        model.put("problems", elsewhere(problems, wrong));
        model.put("wrong", wrong);
        model.put("history", Restoring.history(sources.applets().shelf().settings(applet.id()), settings));
        model.put("applets", sources.applets().list());
        model.put(
                "topics",
                sources.applets().topics().stream()
                        .map(topic -> topic.applet() + "/" + topic.name())
                        .sorted()
                        .toList());
        putEffect(model, applet, settings);
        return frame.view(status, applet, "settings", model);
    }

    private static Map<String, String> errors(List<Problem> problems) {
        Map<String, String> errors = new HashMap<>();
        for (Problem problem : problems) {
            SettingsException.settingOf(problem)
                    .ifPresent(place -> errors.merge(
                            SettingField.key(place), SettingsException.messageOf(problem), (a, b) -> a + " " + b));
        }
        return errors;
    }

    /** The problems that no field tells: an applet may refuse what has none. */
    private static List<Problem> elsewhere(List<Problem> problems, List<SettingField> wrong) {
        List<String> told = wrong.stream().map(SettingField::key).toList();
        return problems.stream()
                .filter(problem -> SettingsException.settingOf(problem)
                        .map(SettingField::key)
                        .filter(told::contains)
                        .isEmpty())
                .toList();
    }

    private void putEffect(Map<String, Object> model, AppletStatus applet, List<Setting> settings) {
        String effect = effect(settings);
        model.put("effect", effect);
        model.put("standing", effect);
        model.put(
                "restarting",
                effect.equals(MIXED)
                        ? labels(
                                settings,
                                changeable(settings, Effect.RESTART)
                                        .map(Setting::name)
                                        .toList())
                        : "");
        model.put("connections", connections(applet));
    }

    /** What saving does as long as nobody knows what will be changed: {@code mixed} when that depends on it. */
    static String effect(List<Setting> settings) {
        boolean live = changeable(settings, Effect.LIVE).findAny().isPresent();
        if (changeable(settings, Effect.RESTART).findAny().isPresent()) {
            return live ? MIXED : Effect.RESTART.word();
        }
        if (live) {
            return Effect.LIVE.word();
        }
        return settings.isEmpty()
                ? Effect.NONE.word()
                : settings.get(0).applies().word();
    }

    private static Stream<Setting> changeable(List<Setting> settings, Effect effect) {
        return settings.stream().filter(setting -> setting.applies() == effect && changeable(setting));
    }

    static String labels(List<Setting> settings, List<String> names) {
        return settings.stream()
                .filter(setting -> names.contains(setting.name()))
                .map(Setting::label)
                .collect(Collectors.joining(", "));
    }

    static boolean changeable(Setting setting) {
        return setting.shape().writable() && !setting.source().equals("env");
    }

    private long connections(AppletStatus applet) {
        return sources.ports().get().stream()
                .filter(port -> port.applet().equals(applet.id()))
                .mapToLong(PortView::connections)
                .sum();
    }
}
