package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.security.AuditEntry;
import dev.hazir.host.security.AuditFilter;
import dev.hazir.host.security.AuditLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What was done, by whom, from where and with which outcome. */
final class AuditPage {

    private static final int SHOWN = 200;
    private static final List<String> DOORS = List.of("ui", "rest", "cli", "drop", "host");
    private static final List<String> OUTCOMES =
            List.of("begun", "done", "refused", "failed", "rolled-back", "cancelled");

    private final AuditLog audit;

    AuditPage(AuditLog audit) {
        this.audit = audit;
    }

    PageAnswer show(PageRequest request) throws IOException {
        AuditFilter filter = new AuditFilter(
                request.field("who"), request.field("door"), request.field("outcome"), request.field("text"));
        List<AuditEntry> entries = audit.last(SHOWN + 1, filter);
        return PageAnswer.view(
                "access/audit",
                Map.of(
                        "entries",
                        entries.size() > SHOWN ? entries.subList(0, SHOWN) : entries,
                        "more",
                        entries.size() > SHOWN,
                        "filter",
                        filter,
                        "doors",
                        DOORS,
                        "outcomes",
                        OUTCOMES,
                        "failure",
                        audit.failure().orElse(""),
                        "query",
                        filter.query()));
    }
}
