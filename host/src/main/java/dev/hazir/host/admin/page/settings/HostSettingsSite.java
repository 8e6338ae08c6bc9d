package dev.hazir.host.admin.page.settings;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.StorageJson;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.Map;

/** Settings of the host but for access and network. */
public final class HostSettingsSite {

    private HostSettingsSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        SourcesPage jars = new SourcesPage(sources);
        return List.of(
                PageCall.get("/settings/sources", jars::show),
                PageCall.grave("/settings/sources", jars::change),
                PageCall.post("/settings/sources/check", jars::check),
                PageCall.grave("/settings/sources/signers/{fingerprint}/forget", jars::forget),
                PageCall.get(
                        "/settings/storage",
                        request -> PageAnswer.view("settings/storage", Map.of("storage", StorageJson.of(sources)))),
                PageCall.get("/settings/appearance", Appearance::show),
                PageCall.post("/settings/appearance/keys", Appearance::keys).by(Role.VIEWER));
    }
}
