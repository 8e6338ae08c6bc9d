package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Outlook;
import dev.hazir.host.applet.SettingsChange;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.Setting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an applet: shown, checked, saved and restored. What does not fit is told at its field.
 */
final class SettingsPage {

    private static final long PATIENCE_MILLIS = 30_000;

    /** What may have come of a save: there is a sentence for each. */
    private static final Set<String> SAVED = Stream.concat(
                    Stream.of("nothing"), Arrays.stream(Effect.values()).map(Effect::word))
            .collect(Collectors.toUnmodifiableSet());

    private final AdminSources sources;
    private final AppletFrame frame;
    private final SettingsForm form;

    SettingsPage(AdminSources sources, AppletFrame frame) {
        this.sources = sources;
        this.frame = frame;
        this.form = new SettingsForm(sources, frame);
    }

    PageAnswer show(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        try {
            List<Setting> settings = sources.applets().settings(applet.id());
            return form.of(200, applet, settings, shown(settings), List.of())
                    .with("saved", SAVED.contains(request.field("saved")) ? request.field("saved") : "");
        } catch (RefusedException e) {
            return form.of(200, applet, List.of(), Map.of(), e.problems());
        }
    }

    PageAnswer save(PageRequest request) throws Exception {
        AppletStatus applet = frame.find(request.id());
        List<Setting> settings;
        try {
            settings = sources.applets().settings(applet.id());
        } catch (RefusedException e) {
            return form.of(409, applet, List.of(), Map.of(), e.problems());
        }
        Map<String, Object> shown = shown(settings);
        Map<String, Object> sent = sent(settings, shown, request);
        Optional<String> rows = request.filled("rows");
        if (rows.isPresent()) {
            return form.of(200, applet, settings, edited(settings, sent, rows.get()), List.of());
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
            Map<String, @Nullable Object> changed = changed(settings, shown, sent, request);
            Outlook outlook = sources.applets().checkSettings(applet.id(), changed);
            PageAnswer.View view = form.of(200, applet, settings, sent, outlook.problems());
            if (!outlook.problems().isEmpty()) {
                return view;
            }
            Effect effect = changed.isEmpty() ? Effect.NONE : outlook.effect();
            return view.with("effect", effect.word())
                    .with("restarting", SettingsForm.labels(settings, outlook.restarting()));
        } catch (RefusedException e) {
            return form.of(409, applet, List.of(), Map.of(), e.problems());
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
            if (SettingsForm.changeable(setting)) {
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
                ? PageAnswer.to(place(applet) + "?saved=" + end.get().result())
                : form.of(422, applet, settings, sent, end.get().problems());
    }

    private static Map<String, Object> shown(List<Setting> settings) {
        Map<String, Object> shown = new HashMap<>();
        settings.forEach(setting -> shown.put(setting.name(), SettingTree.of(setting.shape(), setting.value())));
        return shown;
    }

    private static Map<String, Object> sent(List<Setting> settings, Map<String, Object> shown, PageRequest request) {
        Map<String, Object> sent = new HashMap<>(shown);
        for (Setting setting : settings) {
            if (SettingsForm.changeable(setting)) {
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

    private static String place(AppletStatus applet) {
        return "/admin/applets/" + applet.id() + "/settings";
    }
}
