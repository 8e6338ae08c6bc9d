package dev.hazir.host.admin.page;

import dev.hazir.host.admin.view.PathTemplate;
import dev.hazir.host.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page, or an act of one of its forms.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below {@code /admin}, with parameters such as {@code {id}}
 * @param role who may ask for it, or null for everybody
 * @param isGrave whether the password is asked for again when it was given long ago
 * @param upToDate whether it is kept up to date while somebody has it open, and with which data beside its values
 */
public record PageCall(
        String method, String path, @Nullable Role role, boolean isGrave, Action action, Optional<Data> upToDate) {

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

    /** A page for everybody who is signed in. */
    public static PageCall get(String path, Action action) {
        return new PageCall("GET", path, Role.VIEWER, false, action, Optional.empty());
    }

    /** What shows more than how things stand, such as data of applets. */
    public static PageCall inner(String path, Action action) {
        return new PageCall("GET", path, Role.OPERATOR, false, action, Optional.empty());
    }

    /** An act of operators. */
    public static PageCall post(String path, Action action) {
        return new PageCall("POST", path, Role.OPERATOR, false, action, Optional.empty());
    }

    /** An act of administrators that changes what code runs or who may come in: it asks for the password again. */
    public static PageCall grave(String path, Action action) {
        return new PageCall("POST", path, Role.ADMIN, true, action, Optional.empty());
    }

    /** For those too who are not signed in. */
    public static PageCall open(String method, String path, Action action) {
        return new PageCall(method, path, null, false, action, Optional.empty());
    }

    /** The same for another role. */
    public PageCall by(Role other) {
        return new PageCall(method, path, other, isGrave, action, upToDate);
    }

    /** The same page, kept up to date while somebody has it open: see the package. */
    public PageCall live() {
        return live(request -> null);
    }

    /** The same page, kept up to date, with data for a script that draws. */
    public PageCall live(Data data) {
        return new PageCall(method, path, role, isGrave, action, Optional.of(data));
    }

    boolean isOpen() {
        return role == null;
    }

    boolean isAct() {
        return method.equals("POST");
    }

    /** What it does, in words: the path without its parameters. */
    String act() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.startsWith("{"))
                .collect(Collectors.joining(" "));
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
        return PathTemplate.match(path, requested);
    }
}
