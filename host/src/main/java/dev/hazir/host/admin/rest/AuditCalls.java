package dev.hazir.host.admin.rest;

import dev.hazir.host.security.Access;
import dev.hazir.host.security.AuditFilter;
import java.io.IOException;

/** The call that reads the audit log. */
final class AuditCalls {

    private static final int MOST = 10_000;
    private static final int USUAL = 200;

    private final Access access;

    AuditCalls(Access access) {
        this.access = access;
    }

    ApiResponse list(ApiRequest request) throws IOException, ApiException {
        AuditFilter filter = new AuditFilter(
                request.query("who").orElse(""),
                request.query("door").orElse(""),
                request.query("outcome").orElse(""),
                request.query("text").orElse(""));
        return ApiResponse.ok(access.audit().last(lines(request), filter));
    }

    private static int lines(ApiRequest request) throws ApiException {
        String text = request.query("lines").orElse(Integer.toString(USUAL));
        try {
            return Math.min(MOST, Math.max(0, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            throw new ApiException(400, "lines: '" + text + "' (expected: a whole number)");
        }
    }
}
