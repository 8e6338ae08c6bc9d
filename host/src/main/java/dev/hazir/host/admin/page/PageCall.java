package dev.hazir.host.admin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page, or an act of one of its forms.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below {@code /admin}, with parameters such as {@code {id}}
 * @param access who may ask for it
 */
public record PageCall(String method, String path, Access access, Action action) {

    /** Whom a page is for. */
    public enum Access {
        EVERYBODY,
        VIEWER,
        OPERATOR,
        ADMIN
    }

    /** Answers a request, on a worker thread. */
    @FunctionalInterface
    public interface Action {
        PageAnswer answer(PageRequest request) throws Exception;
    }

    public static PageCall get(String path, Action action) {
        return new PageCall("GET", path, Access.VIEWER, action);
    }

    public static PageCall post(String path, Action action) {
        return new PageCall("POST", path, Access.OPERATOR, action);
    }

    /** An act that changes what code runs or who may come in. */
    public static PageCall grave(String path, Action action) {
        return new PageCall("POST", path, Access.ADMIN, action);
    }

    /** For those too who are not signed in. */
    public static PageCall open(String method, String path, Action action) {
        return new PageCall(method, path, Access.EVERYBODY, action);
    }

    boolean open() {
        return access == Access.EVERYBODY;
    }

    /** The values of the parameters when the path matches. */
    Optional<List<String>> match(String requested) {
        String[] own = path.split("/", -1);
        String[] given = requested.split("/", -1);
        if (own.length != given.length) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < own.length; i++) {
            if (own[i].startsWith("{") && !given[i].isEmpty()) {
                values.add(given[i]);
            } else if (!own[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
