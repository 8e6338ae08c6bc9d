package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.SettingsChange;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortView;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an applet: a form made from its settings record, and what was saved before. What does not fit is told at
 * its field.
 */
final class SettingsPage {

    private static final long PATIENCE_MILLIS = 30_000;

    private final AdminSources sources;
    private final AppletFrame frame;

    /**
     * A setting with its field.
     *
     * @param standard the default, for people
     */
    public record Row(Setting setting, SettingField field, String standard) {}

    SettingsPage(AdminSources sources, AppletFrame frame) {
        this.sources = sources;
        this.frame = frame;
    }

    PageAnswer show(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        try {
            List<Setting> settings = sources.applets().settings(applet.id());
            return form(200, applet, settings, shown(settings), List.of()).with("saved", request.field("saved"));
        } catch (RefusedException e) {
            return form(200, applet, List.of(), Map.of(), e.problems());
        }
    }

    PageAnswer save(PageRequest request) throws Exception {
        AppletStatus applet = frame.find(request.id());
        List<Setting> settings;
        try {
            settings = sources.applets().settings(applet.id());
        } catch (RefusedException e) {
            return form(409, applet, List.of(), Map.of(), e.problems());
        }
        Map<String, Object> shown = shown(settings);
        Map<String, Object> sent = sent(settings, shown, request);
        Optional<String> rows = request.filled("rows");
        if (rows.isPresent()) {
            return form(200, applet, settings, edited(settings, sent, rows.get()), List.of());
        }
        Map<String, @Nullable Object> changed = changed(settings, shown, sent, request);
        return carryOut(applet, settings, sent, changed, request);
    }

    /** What would be wrong with what the form holds now. Nothing changes; the page takes from it what is about one field. */
    PageAnswer check(PageRequest request) throws Exception {
        AppletStatus applet = frame.find(request.id());
        try {
            List<Setting> settings = sources.applets().settings(applet.id());
            Map<String, Object> shown = shown(settings);
            Map<String, Object> sent = sent(settings, shown, request);
            return form(
                    200,
                    applet,
                    settings,
                    sent,
                    sources.applets().checkSettings(applet.id(), changed(settings, shown, sent, request)));
        } catch (RefusedException e) {
            return form(409, applet, List.of(), Map.of(), e.problems());
        }
    }

    private static Map<String, @Nullable Object> changed(
            List<Setting> settings, Map<String, Object> shown, Map<String, Object> sent, PageRequest request) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (Setting setting : settings) {
            String name = setting.name();
            if (request.filled("default." + name).isPresent()) {
                changed.put(name, null);
            } else if (!sent.getOrDefault(name, "").equals(shown.getOrDefault(name, ""))) {
                changed.put(name, sent.get(name));
            }
        }
        return changed;
    }

    /** Brings back all that was saved once, but for secrets, which stay. */
    PageAnswer restore(PageRequest request) throws Exception {
        AppletStatus applet = frame.find(request.id());
        List<Setting> settings = sources.applets().settings(applet.id());
        SettingsChange change = sources.applets().shelf().settings(applet.id()).stream()
                .filter(one -> Long.toString(one.number()).equals(request.field("number")))
                .findFirst()
                .orElseThrow(() -> new ApiException(404, "These settings are not remembered any more."));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (setting.shape().writable() && !setting.source().equals("env")) {
                values.putAll(Restoring.of(setting, change.values()));
            }
        }
        return carryOut(applet, settings, shown(settings), values, request);
    }

    private PageAnswer carryOut(
            AppletStatus applet,
            List<Setting> settings,
            Map<String, Object> sent,
            Map<String, @Nullable Object> changed,
            PageRequest request)
            throws Exception {
        if (changed.isEmpty()) {
            return PageAnswer.to(place(applet) + "?saved=nothing");
        }
        Operation operation = sources.applets().saveSettings(applet.id(), changed, request.by());
        Optional<Operation.View> end = OperationPages.settle(operation, PATIENCE_MILLIS);
        if (end.isEmpty()) {
            return OperationPages.follow(operation);
        }
        return end.get().state() == Operation.State.DONE
                ? PageAnswer.to(place(applet) + "?saved=yes")
                : form(422, applet, settings, sent, end.get().problems());
    }

    private static Map<String, Object> shown(List<Setting> settings) {
        Map<String, Object> shown = new HashMap<>();
        settings.forEach(setting -> shown.put(setting.name(), SettingTree.of(setting.shape(), setting.value())));
        return shown;
    }

    private static Map<String, Object> sent(List<Setting> settings, Map<String, Object> shown, PageRequest request) {
        Map<String, Object> sent = new HashMap<>(shown);
        for (Setting setting : settings) {
            if (setting.shape().writable() && !setting.source().equals("env")) {
                sent.compute(
                        setting.name(),
                        (name, was) -> SettingTree.read(
                                setting.shape(), SettingField.key(setting), was == null ? "" : was, request));
            }
        }
        return sent;
    }

    /** @param act such as {@code add:set.pumps} or {@code remove:set.pumps.2} */
    private static Map<String, Object> edited(List<Setting> settings, Map<String, Object> sent, String act) {
        List<String> words = List.of(act.split("[:.]", -1));
        Map<String, Object> edited = new HashMap<>(sent);
        if (words.size() > 2) {
            settings.stream()
                    .filter(setting -> setting.name().equals(words.get(2)))
                    .forEach(setting -> edited.computeIfPresent(
                            setting.name(),
                            (name, tree) -> SettingTree.edit(
                                    setting.shape(), tree, words.get(0), words.subList(3, words.size()))));
        }
        return edited;
    }

    private PageAnswer.View form(
            int status,
            AppletStatus applet,
            List<Setting> settings,
            Map<String, Object> trees,
            List<Problem> problems) {
        Map<String, String> errors = new HashMap<>();
        List<Problem> others = new ArrayList<>();
        for (Problem problem : problems) {
            SettingsException.settingOf(problem)
                    .ifPresentOrElse(
                            place -> errors.merge(
                                    SettingField.key(place),
                                    SettingsException.messageOf(problem),
                                    (a, b) -> a + " " + b),
                            () -> others.add(problem));
        }
        List<Row> rows = settings.stream()
                .map(setting -> new Row(
                        setting,
                        SettingField.of(setting, trees.getOrDefault(setting.name(), ""), errors),
                        SettingTree.text(setting.shape(), setting.standard())))
                .toList();
        Map<Boolean, List<Row>> parts = rows.stream()
                .collect(Collectors.partitioningBy(row -> row.setting().advanced()));
        List<Row> more = Objects.requireNonNull(parts.get(true));
        Map<String, Object> model = new HashMap<>();
        model.put("rows", Objects.requireNonNull(parts.get(false)));
        model.put("more", more);
        model.put(
                "open",
                more.stream().anyMatch(row -> row.field().wrong().findAny().isPresent()));
        model.put("problems", others);
        model.put("wrong", rows.stream().flatMap(row -> row.field().wrong()).toList());
        model.put("connections", connections(applet));
        model.put("history", Restoring.history(sources.applets().shelf().settings(applet.id()), settings));
        model.put(
                "effect",
                applet.state().equals("live") ? "restart" : applet.state().equals("disabled") ? "later" : "start");
        model.put("applets", sources.applets().list());
        model.put(
                "topics",
                sources.applets().topics().stream()
                        .map(topic -> topic.applet() + "/" + topic.name())
                        .sorted()
                        .toList());
        return frame.view(status, applet, "settings", model);
    }

    private long connections(AppletStatus applet) {
        return sources.ports().get().stream()
                .filter(port -> port.applet().equals(applet.id()))
                .mapToLong(PortView::connections)
                .sum();
    }

    private static String place(AppletStatus applet) {
        return "/admin/applets/" + applet.id() + "/settings";
    }
}
