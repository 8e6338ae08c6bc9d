package dev.hazir.host.admin.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths with parameters, such as {@code /applets/{id}}. */
public final class PathTemplate {

    private PathTemplate() {}

    /** The values of the parameters, in order, when a path matches; a parameter is one segment and never empty. */
    public static Optional<List<String>> match(String template, String path) {
        String[] own = template.split("/", -1);
        String[] given = path.split("/", -1);
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
