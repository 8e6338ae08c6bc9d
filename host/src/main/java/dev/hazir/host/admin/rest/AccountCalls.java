package dev.hazir.host.admin.rest;

import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.OwnAccount;
import dev.hazir.host.security.SignIns.Session;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls about who asks, and what he changes for himself. Programs with a token have neither password nor sign-ins. */
final class AccountCalls {

    private final Access access;

    /**
     * Who asks.
     *
     * @param registered whether there is a password to change
     * @param session the handle of the sign-in that asks, or null when a program does
     * @param sessions where the person is signed in, the newest first
     */
    record Account(
            String name,
            String role,
            boolean registered,
            @Nullable String session,
            List<Session> sessions) {}

    AccountCalls(Access access) {
        this.access = access;
    }

    ApiResponse show(ApiRequest request) {
        Caller caller = request.caller();
        String role = caller.role().word();
        return ApiResponse.ok(find(request)
                .map(own -> new Account(
                        caller.name(), role, own.registered(), own.signIn().handle(), own.sessions()))
                .orElseGet(() -> new Account(caller.name(), role, false, null, List.of())));
    }

    ApiResponse changePassword(ApiRequest request) throws Exception {
        OwnAccount own = require(request);
        JsonNode body = request.json();
        String present = PeopleCalls.text(body, "current").orElse("");
        String next = PeopleCalls.text(body, "password").orElse("");
        try {
            own.changePassword(present, next, visitor(request.servlet()));
        } catch (AccessException e) {
            throw e.reason() == AccessException.Reason.WRONG
                    ? new ApiException(403, "The present password is wrong. Nothing has changed.")
                    : e;
        }
        return ApiResponse.ok(Map.of("changed", own.signIn().person()));
    }

    ApiResponse endSession(ApiRequest request) throws ApiException {
        if (!require(request).endSession(request.id())) {
            throw new ApiException(404, "You have no session " + request.id() + ".");
        }
        return ApiResponse.ok(Map.of("ended", request.id()));
    }

    private OwnAccount require(ApiRequest request) throws ApiException {
        return find(request)
                .orElseThrow(() -> new ApiException(
                        403,
                        request.by() + " is a program: it has neither password nor sign-ins of its own."
                                + " Those of people are changed by /people and /sessions."));
    }

    private Optional<OwnAccount> find(ApiRequest request) {
        return request.servlet().getAttribute(TokenFilter.SIGN_IN) instanceof SignIn signIn
                ? Optional.of(new OwnAccount(access, signIn))
                : Optional.empty();
    }

    private static Visitor visitor(HttpServletRequest request) {
        return new Visitor(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                Objects.requireNonNullElse(request.getHeader("user-agent"), ""));
    }
}
