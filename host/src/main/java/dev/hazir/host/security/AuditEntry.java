package dev.hazir.host.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log.
 *
 * @param who a person, {@code token <name>}, {@code cli}, {@code drop} …
 * @param from the address, or empty on the machine itself
 * @param door {@code ui}, {@code rest}, {@code cli}, {@code drop} or {@code host}
 * @param act what was asked for
 * @param subject with which applet, person, token …; empty for the host
 * @param outcome {@code begun}, {@code done}, {@code refused}, {@code failed}, {@code rolled-back} or
 *     {@code cancelled}
 * @param detail one sentence, or empty
 * @param operation the operation that it became, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        Instant time,
        String who,
        String from,
        String door,
        String act,
        String subject,
        String outcome,
        String detail,
        @Nullable Long operation) {}
