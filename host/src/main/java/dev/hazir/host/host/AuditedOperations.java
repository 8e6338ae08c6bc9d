package dev.hazir.host.host;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Operations;
import dev.hazir.host.security.AuditEntry;
import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes each operation twice: when it begins, so that a crash hides nobody, and with its outcome. */
final class AuditedOperations implements Operations.Listener {

    /** What the host does by itself when it starts is nobody's act. */
    private static final String START = "start";

    private static final String DROP = "drop";

    private final AuditLog audit;
    private final Map<Long, Caller> callers = new ConcurrentHashMap<>();

    AuditedOperations(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void begun(Operation.View operation) {
        if (!operation.by().equals(START)) {
            Caller caller = audit.operationBegun().orElseGet(() -> itself(operation.by()));
            callers.put(operation.number(), caller);
            note(operation, caller, "begun", "");
        }
    }

    @Override
    public void ended(Operation.View operation) {
        Caller caller = callers.remove(operation.number());
        if (caller != null) {
            String outcome = operation.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            note(operation, caller, outcome, operation.message());
        }
    }

    private void note(Operation.View operation, Caller caller, String outcome, String detail) {
        audit.note(new AuditEntry(
                audit.clock().instant(),
                caller.name(),
                caller.from(),
                caller.door().word(),
                operation.kind(),
                operation.applet(),
                outcome,
                detail,
                operation.number()));
    }

    private static Caller itself(String by) {
        return new Caller(by, Role.ADMIN, List.of(), by.equals(DROP) ? Door.DROP : Door.HOST, "");
    }
}
