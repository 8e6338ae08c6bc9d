package dev.hazir.host.admin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page, or an act of one of its forms.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below {@code /admin}, with parameters such as {@code {id}}
 * @param open whether it is for those too who are not signed in
 */
record PageCall(String method, String path, boolean open, Action action) {

    /** Answers a request, on a worker thread. */
    @FunctionalInterface
    interface Action {
        PageAnswer answer(PageRequest request) throws Exception;
    }

    static PageCall get(String path, Action action) {
        return new PageCall("GET", path, false, action);
    }

    static PageCall post(String path, Action action) {
        return new PageCall("POST", path, false, action);
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
