package dev.hazir.host.admin.page.settings;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ConfigDesk;
import dev.hazir.host.admin.view.SourcesDesk;
import dev.hazir.host.admin.view.SourcesJson;
import dev.hazir.host.store.DiskException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where jars come from, and whose are taken without asking. */
final class SourcesPage {

    private static final String PATH = "/admin/settings/sources";

    private final AdminSources sources;
    private final SourcesDesk desk;

    /** The form as it is filled in; what else sets a key, so that the form cannot, or empty. */
    public record Form(String folder, String folderElsewhere, String urls, String urlsElsewhere) {}

    SourcesPage(AdminSources sources) {
        this.sources = sources;
        this.desk = new SourcesDesk(sources);
    }

    PageAnswer show(PageRequest request) {
        SourcesJson shown = desk.show();
        return page(200, shown, form(shown.folder(), shown.urls()), "");
    }

    PageAnswer check(PageRequest request) {
        SourcesJson shown = desk.check();
        return page(200, shown, form(shown.folder(), shown.urls()), "");
    }

    PageAnswer change(PageRequest request) throws DiskException {
        ConfigDesk config = desk.config();
        Map<String, String> values = Map.of(
                SourcesDesk.FOLDER,
                request.filled("folder").orElse(""),
                SourcesDesk.URLS,
                request.filled("urls").orElse(""));
        try {
            desk.change(settable(config, values));
            return PageAnswer.to(PATH);
        } catch (ConfigDesk.RefusedChange e) {
            return page(
                    409,
                    desk.show(),
                    form(request.field("folder"), List.of(request.field("urls"))),
                    String.valueOf(e.getMessage()));
        }
    }

    PageAnswer forget(PageRequest request) throws ApiException, DiskException {
        if (!sources.access().signers().forget(request.id())) {
            throw new ApiException(404, "This signer is not trusted any more.");
        }
        return PageAnswer.to(PATH);
    }

    /** A field that is set elsewhere is not sent by the form. */
    private static Map<String, String> settable(ConfigDesk config, Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> config.setElsewhere(entry.getKey()).isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Form form(String folder, List<String> urls) {
        ConfigDesk config = desk.config();
        return new Form(
                folder,
                config.setElsewhere(SourcesDesk.FOLDER),
                String.join("\n", urls),
                config.setElsewhere(SourcesDesk.URLS));
    }

    private static PageAnswer page(int status, SourcesJson shown, Form form, String error) {
        return new PageAnswer.View(
                status, "settings/sources", Map.of("jars", shown, "form", form, "error", error), false);
    }
}
