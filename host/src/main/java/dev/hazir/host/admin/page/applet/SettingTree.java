package dev.hazir.host.admin.page.applet;

import dev.hazir.applet.DataSize;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.settings.Masked;
import dev.hazir.host.settings.Shape;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a setting as a form has them: texts as people write them, {@link Boolean}, lists, and maps by name. What a
 * form shows and what it sends are told apart by comparing two of these.
 */
final class SettingTree {

    /** So that no form makes the host build a list without end. */
    static final int MOST_ROWS = 200;

    private SettingTree() {}

    /** What a form shows of a value. */
    static Object of(Shape shape, @Nullable Object value) {
        return switch (shape.kind()) {
            case FLAG -> Boolean.TRUE.equals(value) || "true".equals(value);
            case CHOICES -> several(value).stream().map(String::valueOf).toList();
            case LIST -> {
                Shape item = Objects.requireNonNull(shape.item());
                yield several(value).stream().map(one -> of(item, one)).toList();
            }
            case GROUP -> {
                Map<?, ?> parts = value instanceof Map<?, ?> map ? map : Map.of();
                Map<String, Object> all = new LinkedHashMap<>();
                shape.members().forEach(member -> all.put(member.name(), of(member.shape(), parts.get(member.name()))));
                yield all;
            }
            case DURATION -> duration(Objects.toString(value, ""));
            case SIZE -> size(Objects.toString(value, ""));
            default -> Objects.toString(value, "");
        };
    }

    /**
     * What a form has sent.
     *
     * @param key the name of the field, or where the names of its fields begin
     * @param shown what the form showed; holds for what was not sent
     */
    static Object read(Shape shape, String key, Object shown, PageRequest request) {
        return switch (shape.kind()) {
            case FLAG -> request.filled(key).isPresent();
            case CHOICES -> {
                String[] ticked = request.servlet().getParameterValues(key);
                yield ticked == null ? List.of() : List.of(ticked);
            }
            case LIST -> rows(shape, key, shown, request);
            case GROUP -> {
                Map<?, ?> parts = (Map<?, ?>) shown;
                Map<String, Object> all = new LinkedHashMap<>();
                for (Shape.Member member : shape.members()) {
                    all.put(
                            member.name(),
                            read(
                                    member.shape(),
                                    key + "." + member.name(),
                                    Objects.requireNonNull(parts.get(member.name())),
                                    request));
                }
                yield all;
            }
            case SECRET -> secret(key, shown, request);
            case DURATION, SIZE -> amount(key, shown, request);
            default -> request.servlet().getParameter(key) == null ? shown : request.field(key);
        };
    }

    /**
     * The same with a row more, less or moved.
     *
     * @param act {@code add}, {@code remove}, {@code up} or {@code down}
     * @param path of the list, or of the row in it: names and numbers
     */
    static Object edit(Shape shape, Object tree, String act, List<String> path) {
        if (path.isEmpty()) {
            return act.equals("add") && shape.item() != null ? added(shape.item(), (List<?>) tree) : tree;
        }
        String step = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (tree instanceof Map<?, ?> parts) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Shape.Member member : shape.members()) {
                Object part = Objects.requireNonNull(parts.get(member.name()));
                all.put(member.name(), member.name().equals(step) ? edit(member.shape(), part, act, rest) : part);
            }
            return all;
        }
        int row = step.matches("\\d{1,4}") ? Integer.parseInt(step) : -1;
        if (!(tree instanceof List<?> rows) || shape.item() == null || row < 0 || row >= rows.size()) {
            return tree;
        }
        List<Object> all = new ArrayList<>(rows);
        if (!rest.isEmpty()) {
            all.set(row, edit(shape.item(), rows.get(row), act, rest));
        } else if (act.equals("remove")) {
            all.remove(row);
        } else {
            Collections.swap(all, row, Math.floorMod(row + (act.equals("up") ? -1 : 1), all.size()));
        }
        return all;
    }

    /** One line on a value, for people; secrets are left out. */
    static String text(Shape shape, @Nullable Object value) {
        return flat(shape, of(shape, value));
    }

    private static String flat(Shape shape, Object tree) {
        if (tree instanceof Boolean flag) {
            return flag ? "on" : "off";
        }
        if (tree instanceof Map<?, ?> parts) {
            return shape.members().stream()
                    .filter(member -> member.shape().kind() != Shape.Kind.SECRET)
                    .map(member -> member.label() + " = "
                            + flat(member.shape(), Objects.requireNonNull(parts.get(member.name()))))
                    .collect(Collectors.joining(", "));
        }
        Shape item = shape.item();
        if (tree instanceof List<?> several) {
            return several.stream()
                    .map(one -> item == null || !(one instanceof Map) ? one.toString() : "(" + flat(item, one) + ")")
                    .collect(Collectors.joining(", "));
        }
        return tree.toString();
    }

    private static List<Object> added(Shape item, List<?> rows) {
        List<Object> all = new ArrayList<>(rows);
        if (all.size() < MOST_ROWS) {
            all.add(of(item, item.kind() == Shape.Kind.CHOICE ? item.choices().get(0) : null));
        }
        return all;
    }

    private static Object rows(Shape shape, String key, Object shown, PageRequest request) {
        String size = request.field(key + ".size");
        if (!size.matches("\\d{1,4}")) {
            return shown;
        }
        Shape item = Objects.requireNonNull(shape.item());
        List<?> before = (List<?>) shown;
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < Math.min(MOST_ROWS, Integer.parseInt(size)); row++) {
            Object was = row < before.size() ? before.get(row) : of(item, null);
            rows.add(read(item, key + "." + row, Objects.requireNonNull(was), request));
        }
        return rows;
    }

    /** An empty field leaves the secret as it is. */
    private static String secret(String key, Object shown, PageRequest request) {
        if (request.filled("clear." + key).isPresent()) {
            return "";
        }
        String given = request.field(key);
        return given.isEmpty() && shown.equals(Masked.STARS) ? Masked.STARS : given;
    }

    private static Collection<?> several(@Nullable Object value) {
        return value instanceof Collection<?> several ? several : List.of();
    }

    /** A number and its unit; whoever writes the unit with the number is understood too. */
    private static Object amount(String key, Object shown, PageRequest request) {
        if (request.servlet().getParameter(key) == null) {
            return shown;
        }
        String number = request.field(key).strip();
        String unit = request.field(key + ".unit");
        return number.matches("\\d+(\\.\\d+)?") && !unit.isEmpty() ? number + " " + unit : number;
    }

    private static String size(String text) {
        try {
            return DataSize.parse(text).toString();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String duration(String iso) {
        try {
            long millis = Duration.parse(iso).toMillis();
            if (millis % 1_000 != 0) {
                return millis + " ms";
            }
            long seconds = millis / 1_000;
            if (seconds % 60 != 0 || seconds == 0) {
                return seconds + " s";
            }
            return seconds % 3_600 != 0 ? seconds / 60 + " min" : seconds / 3_600 + " h";
        } catch (DateTimeParseException e) {
            return iso;
        }
    }
}
