package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.PersonJson;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Role;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The calls about people and where they are signed in. */
final class PeopleCalls {

    private final Access access;

    PeopleCalls(Access access) {
        this.access = access;
    }

    ApiResponse list(ApiRequest request) {
        return ApiResponse.ok(
                access.people().list().stream().map(PersonJson::of).toList());
    }

    ApiResponse add(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        Role role = role(body).orElse(Role.VIEWER);
        String name = text(body, "name").orElse("");
        access.audit().about(name);
        String password = text(body, "password").orElse("");
        PersonJson added = PersonJson.of(
                body.path("first").asBoolean(false)
                        ? access.people().addFirst(name, password)
                        : access.people().add(name, role, password));
        return new ApiResponse(201, added, "/admin/api/v1/people/" + added.name());
    }

    /** Changes the role, the password or both; the person's sign-ins end. */
    ApiResponse change(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        Optional<Role> role = role(body);
        Optional<String> password = text(body, "password");
        if (role.isEmpty() && password.isEmpty()) {
            throw new ApiException(400, "Give a role, a password or both.");
        }
        if (password.isPresent()) {
            access.resetPassword(request.id(), password.get());
        }
        if (role.isPresent()) {
            access.changeRole(request.id(), role.get());
        }
        return ApiResponse.ok(PersonJson.of(access.people()
                .find(request.id())
                .orElseThrow(() -> new ApiException(404, "There is nobody like that."))));
    }

    ApiResponse remove(ApiRequest request) throws Exception {
        access.remove(request.id());
        return ApiResponse.ok(Map.of("removed", request.id()));
    }

    ApiResponse sessions(ApiRequest request) {
        return ApiResponse.ok(access.signIns().list());
    }

    ApiResponse endSession(ApiRequest request) throws AccessException {
        if (access.signIns().endAll(one -> one.handle().equals(request.id())) == 0) {
            throw new AccessException(AccessException.Reason.UNKNOWN, "There is no session " + request.id() + ".");
        }
        return ApiResponse.ok(Map.of("ended", request.id()));
    }

    private static Optional<Role> role(JsonNode body) throws ApiException {
        Optional<String> word = text(body, "role");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Role.of(word.get())
                .orElseThrow(() ->
                        new ApiException(400, "role: '" + word.get() + "' (expected: viewer, operator or admin)")));
    }

    static Optional<String> text(JsonNode body, String name) throws ApiException {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new ApiException(400, name + ": " + value.getNodeType() + " (expected: a string)");
        }
        return Optional.of(value.asString());
    }
}
