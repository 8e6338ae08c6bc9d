package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.Map;

/** Leads to the settings of the host. */
final class SettingsLanding {

    /** The pages below, with the role that each needs. */
    private static final List<Entry> ENTRIES = List.of(
            new Entry("/admin/settings/access", "settings.access", Role.ADMIN),
            new Entry("/admin/settings/access/tokens", "settings.tokens", Role.ADMIN),
            new Entry("/admin/settings/network", "network.title", Role.VIEWER),
            new Entry("/admin/settings/audit", "settings.audit", Role.ADMIN),
            new Entry("/admin/settings/sources", "settings.sources", Role.VIEWER),
            new Entry("/admin/settings/storage", "settings.storage", Role.VIEWER),
            new Entry("/admin/settings/appearance", "settings.appearance", Role.VIEWER),
            new Entry("/admin/account", "settings.account", Role.VIEWER));

    /** @param key of its title; {@code .hint} is what it is for */
    public record Entry(String href, String key, Role role) {}

    private SettingsLanding() {}

    static PageAnswer show(PageRequest request) {
        Caller caller = request.caller();
        return PageAnswer.view(
                "access/settings",
                Map.of(
                        "entries",
                        ENTRIES.stream()
                                .filter(entry -> caller != null && caller.role().covers(entry.role()))
                                .toList()));
    }
}
