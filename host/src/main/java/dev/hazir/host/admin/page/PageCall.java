package dev.hazir.host.admin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page, or an act of one of its forms.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below {@code /admin}, with parameters such as {@code {id}}
 * @param access who may ask for it
 * @param upToDate whether it is kept up to date while somebody has it open, and with which data beside its values
 */
public record PageCall(String method, String path, Access access, Action action, Optional<Data> upToDate) {

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

    /** Data for scripts that draw, beside what stands in a page that is kept up to date; on a worker thread. */
    @FunctionalInterface
    public interface Data {
        /** A value for JSON, or null when there is nothing to draw. */
        @Nullable
        Object of(PageRequest request) throws Exception;
    }

    public static PageCall get(String path, Action action) {
        return new PageCall("GET", path, Access.VIEWER, action, Optional.empty());
    }

    /** What shows more than how things stand, such as data of applets. */
    public static PageCall inner(String path, Action action) {
        return new PageCall("GET", path, Access.OPERATOR, action, Optional.empty());
    }

    public static PageCall post(String path, Action action) {
        return new PageCall("POST", path, Access.OPERATOR, action, Optional.empty());
    }

    /** An act that changes what code runs or who may come in. */
    public static PageCall grave(String path, Action action) {
        return new PageCall("POST", path, Access.ADMIN, action, Optional.empty());
    }

    /** For those too who are not signed in. */
    public static PageCall open(String method, String path, Action action) {
        return new PageCall(method, path, Access.EVERYBODY, action, Optional.empty());
    }

    /** The same page, kept up to date while somebody has it open: see the package. */
    public PageCall live() {
        return live(request -> null);
    }

    /** The same page, kept up to date, with data for a script that draws. */
    public PageCall live(Data data) {
        return new PageCall(method, path, access, action, Optional.of(data));
    }

    boolean open() {
        return access == Access.EVERYBODY;
    }

    /** A call with the values of its path's parameters. */
    record Found(PageCall call, List<String> parameters) {}

    /** The call that answers. */
    static Optional<Found> find(List<PageCall> calls, String method, String path) {
        for (PageCall call : calls) {
            Optional<List<String>> parameters = call.match(path);
            if (parameters.isPresent() && call.method().equals(method)) {
                return Optional.of(new Found(call, parameters.get()));
            }
        }
        return Optional.empty();
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
