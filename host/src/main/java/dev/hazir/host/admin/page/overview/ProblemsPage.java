package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import java.util.Map;

/** What is wrong and an operator can mend. */
final class ProblemsPage {

    private final AdminSources sources;

    ProblemsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        return PageAnswer.view(
                "overview/problems",
                Map.of(
                        "problems",
                        sources.problems().get(),
                        "checked",
                        sources.time().clock().instant()));
    }
}
