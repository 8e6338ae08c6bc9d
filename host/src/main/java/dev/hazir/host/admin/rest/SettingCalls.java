package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ProblemJson;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Outlook;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls that see and save the settings of an applet. What saving does, or has done, stands in a header: the bodies are
 * plain lists.
 */
final class SettingCalls {

    private static final String EFFECT = "Hazir-Effect";
    private static final String OVERRULED = "Hazir-Overruled-By";

    private final Applets applets;

    SettingCalls(AdminSources sources) {
        this.applets = sources.applets();
    }

    ApiResponse show(ApiRequest request) throws Exception {
        AppletCalls.find(applets, request.id());
        return ApiResponse.ok(settings(request.id()));
    }

    ApiResponse save(ApiRequest request) throws Exception {
        AppletCalls.require(applets, request.id());
        Operation operation = applets.saveSettings(request.id(), values(request), request.by());
        return OperationAnswer.of(
                request,
                operation,
                view -> new ApiResponse(200, settings(request.id()), Map.of(EFFECT, view.result())));
    }

    /** What would be wrong with these settings: nothing when they would be saved, and what that would do. */
    ApiResponse check(ApiRequest request) throws Exception {
        AppletCalls.require(applets, request.id());
        try {
            Outlook outlook = applets.checkSettings(request.id(), values(request));
            List<ProblemJson> problems =
                    outlook.problems().stream().map(ProblemJson::of).toList();
            return new ApiResponse(200, problems, problems.isEmpty() ? saving(outlook) : Map.of());
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    private static Map<String, String> saving(Outlook outlook) {
        String effect = outlook.effect().word();
        return outlook.overruling().isEmpty()
                ? Map.of(EFFECT, effect)
                : Map.of(EFFECT, effect, OVERRULED, String.join(", ", outlook.overruling()));
    }

    private static Map<String, @Nullable Object> values(ApiRequest request) throws ApiException, IOException {
        return JsonMapper.shared().convertValue(request.json(), new TypeReference<Map<String, @Nullable Object>>() {});
    }

    private List<Setting> settings(String id) throws ApiException {
        try {
            return applets.settings(id);
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    private static ApiException refused(RefusedException e) {
        return new ApiException(409, String.valueOf(e.getMessage()), "refused", null, e.problems());
    }
}
