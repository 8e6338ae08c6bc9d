package dev.hazir.host.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How settings are written by people: {@code 30 s}, {@code a, b, c}. */
final class SettingText {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");

    private SettingText() {}

    /** Turns what a person wrote into what JSON would carry. */
    static @Nullable Object prepare(@Nullable Object raw, Class<?> type) {
        if (!(raw instanceof String text)) {
            return raw;
        }
        if (type == Duration.class) {
            Matcher matcher = DURATION.matcher(text.strip());
            return matcher.matches() ? duration(Long.parseLong(matcher.group(1)), matcher.group(2)) : text;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return items(text);
        }
        return type == String.class || type == Object.class ? text : text.strip();
    }

    /** A text that people wrote for a list, as the list; anything else as it is. */
    static Object items(Object raw, Shape shape) {
        boolean several = shape.kind() == Shape.Kind.LIST || shape.kind() == Shape.Kind.CHOICES;
        return several && raw instanceof String text ? items(text) : raw;
    }

    private static List<String> items(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** What is expected, as a noun phrase. */
    static String expectation(Type type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "whole number";
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "number";
        }
        if (type == java.time.LocalTime.class) {
            return "time of day such as '14:05'";
        }
        if (type == java.time.ZoneId.class) {
            return "time zone such as 'Europe/Berlin'";
        }
        if (type == java.net.URI.class) {
            return "address such as 'https://example.org/'";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "duration such as '30 s' or '5 min'";
        }
        if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            return "one of "
                    + Arrays.stream(enumeration.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return typeName(type);
    }

    /** A type without its package: {@code List<String>}. */
    static String typeName(Type type) {
        if (type instanceof ParameterizedType generic) {
            return typeName(generic.getRawType())
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(SettingText::typeName)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }

    /** {@code devicePort} becomes {@code Device port}. */
    static String words(String camelCase) {
        String words = camelCase.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String duration(long amount, String unit) {
        Duration duration = switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return duration.toString();
    }
}
