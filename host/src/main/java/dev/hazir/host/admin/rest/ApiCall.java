package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.PathTemplate;
import dev.hazir.host.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call of the REST interface.
 *
 * @param method upper case
 * @param path below {@code /admin/api/v1}, with parameters such as {@code {id}}
 * @param role who may use it
 * @param looks whether it changes nothing, whatever its method
 * @param action answers it
 */
record ApiCall(String method, String path, Role role, boolean looks, Action action) {

    /** For viewers when it only looks, otherwise for operators. */
    ApiCall(String method, String path, Action action) {
        this(method, path, method.equals("GET") ? Role.VIEWER : Role.OPERATOR, method.equals("GET"), action);
    }

    /** The same for another role. */
    ApiCall by(Role other) {
        return new ApiCall(method, path, other, looks, action);
    }

    /** The same where it only looks although its method is for changes: it takes a body. */
    ApiCall looking() {
        return new ApiCall(method, path, Role.VIEWER, true, action);
    }

    /** What it does, in words: the path without its parameters, and the method when that says it. */
    String act() {
        String words = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.startsWith("{"))
                .collect(Collectors.joining(" "));
        return switch (method) {
            case "DELETE" -> words + " delete";
            case "PUT" -> words + " change";
            default -> words;
        };
    }

    /** Answers a call, on a worker thread. */
    @FunctionalInterface
    interface Action {
        ApiResponse answer(ApiRequest request) throws Exception;
    }

    /** The values of the parameters when the path matches. */
    Optional<List<String>> match(String requested) {
        return PathTemplate.match(path, requested);
    }
}
