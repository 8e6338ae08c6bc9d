package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of an applet: a form made from its settings record. What does not fit is told at its field. */
final class SettingsPage {

    private static final long PATIENCE_MILLIS = 30_000;

    private final AdminSources sources;

    SettingsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) throws ApiException {
        AppletStatus applet = AppletPages.find(sources, request.id());
        try {
            return form(200, applet, fields(applet), List.of()).with("saved", request.field("saved"));
        } catch (RefusedException e) {
            return form(200, applet, List.of(), e.problems());
        }
    }

    PageAnswer save(PageRequest request) throws Exception {
        AppletStatus applet = AppletPages.find(sources, request.id());
        List<SettingField> fields;
        try {
            fields = fields(applet);
        } catch (RefusedException e) {
            return form(409, applet, List.of(), e.problems());
        }
        Map<String, @Nullable Object> changed = changes(fields, request);
        if (changed.isEmpty()) {
            return PageAnswer.to(place(applet) + "?saved=nothing");
        }
        Operation operation = sources.applets().saveSettings(applet.id(), changed, request.by());
        Optional<Operation.View> end = OperationPages.settle(operation, PATIENCE_MILLIS);
        if (end.isEmpty()) {
            return OperationPages.follow(operation);
        }
        if (end.get().state() == Operation.State.DONE) {
            return PageAnswer.to(place(applet) + "?saved=yes");
        }
        return refused(applet, fields, request, end.get().problems());
    }

    /** What differs from what the form showed; null goes back to the default. */
    private static Map<String, @Nullable Object> changes(List<SettingField> fields, PageRequest request) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (SettingField field : fields) {
            String name = field.setting().name();
            if (field.fixed()) {
                continue;
            }
            if (request.filled("default." + name).isPresent()) {
                changed.put(name, null);
            } else if (!filledIn(field, request).equals(field.shown())) {
                changed.put(
                        name,
                        field.isFlag() ? (Object) request.filled("set." + name).isPresent() : filledIn(field, request));
            }
        }
        return changed;
    }

    private static String filledIn(SettingField field, PageRequest request) {
        String name = "set." + field.setting().name();
        return field.isFlag() ? String.valueOf(request.filled(name).isPresent()) : request.field(name);
    }

    private PageAnswer refused(
            AppletStatus applet, List<SettingField> fields, PageRequest request, List<Problem> problems) {
        Map<String, String> errors = new HashMap<>();
        List<Problem> others = new ArrayList<>();
        for (Problem problem : problems) {
            SettingsException.settingOf(problem)
                    .ifPresentOrElse(
                            name -> errors.merge(name, problem.what(), (a, b) -> a + " " + b),
                            () -> others.add(problem));
        }
        List<SettingField> filled = fields.stream()
                .map(field -> field.fixed()
                        ? field
                        : field.filled(
                                filledIn(field, request),
                                errors.getOrDefault(field.setting().name(), "")))
                .toList();
        return form(422, applet, filled, others);
    }

    private List<SettingField> fields(AppletStatus applet) throws RefusedException {
        return sources.applets().settings(applet.id()).stream()
                .map(SettingField::of)
                .toList();
    }

    private static PageAnswer.View form(
            int status, AppletStatus applet, List<SettingField> fields, List<Problem> problems) {
        return new PageAnswer.View(
                status,
                "applet/settings",
                Map.of(
                        "one",
                        applet,
                        "fields",
                        fields,
                        "problems",
                        problems,
                        "wrong",
                        fields.stream()
                                .filter(field -> !field.error().isEmpty())
                                .toList()),
                false);
    }

    private static String place(AppletStatus applet) {
        return "/admin/applets/" + applet.id() + "/settings";
    }
}
