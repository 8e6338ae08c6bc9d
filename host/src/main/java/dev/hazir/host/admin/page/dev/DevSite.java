package dev.hazir.host.admin.page.dev;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageCall;
import java.util.List;
import java.util.Map;

/** Pages for those who make pages. */
public final class DevSite {

    private static final List<String> STATES = List.of("ok", "warn", "bad", "info");

    private DevSite() {}

    public static List<PageCall> calls() {
        return List.of(PageCall.get("/dev/ui-kit", request -> PageAnswer.view("dev/ui-kit", Map.of("states", STATES))));
    }
}
