package dev.hazir.host.admin.page;

import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.Caller;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes in the audit log what an act of a page came to, unless it became an operation, which is noted by itself. */
final class ActNote implements AutoCloseable {

    /** Changes nothing for anybody else. */
    private static final Set<String> TRIFLES = Set.of("theme", "applets settings check");

    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    private final AuditLog.@Nullable Act act;
    private @Nullable PageCall call;
    private String subject = "";

    ActNote(AuditLog audit, @Nullable Caller caller) {
        this.act = caller == null ? null : audit.begin(caller);
    }

    /** Says which act it is. */
    void of(PageCall found, List<String> parameters) {
        call = found;
        subject = String.join(" ", parameters);
    }

    void end(PageAnswer answer) {
        if (act == null || call == null || !call.isAct() || call.isOpen() || TRIFLES.contains(call.act())) {
            return;
        }
        int status = answer instanceof PageAnswer.View view ? view.status() : 200;
        if (act.becameOperation() && status < REFUSED) {
            return;
        }
        boolean asksForPassword =
                answer instanceof PageAnswer.View view && view.template().equals("confirm");
        if (!asksForPassword) {
            act.note(call.act(), subject, outcome(status), status < REFUSED ? "" : "status " + status);
        }
    }

    @Override
    public void close() {
        if (act != null) {
            act.close();
        }
    }

    private static String outcome(int status) {
        return status < REFUSED ? "done" : status < FAILED ? "refused" : "failed";
    }
}
