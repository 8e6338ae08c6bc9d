package dev.hazir.host.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as they come back from somebody who was shown stars in place of secrets. */
public final class Masked {

    /** What stands in place of a secret that is set. */
    public static final String STARS = "********";

    private Masked() {}

    /**
     * Puts back what the stars stand for. In lists nobody knows which item is which: there they stay, and are refused.
     *
     * @param given the new value of a setting
     * @param before what was saved of it
     */
    public static @Nullable Object restore(@Nullable Object given, @Nullable Object before) {
        if (STARS.equals(given)) {
            return before instanceof String secret ? secret : null;
        }
        if (given instanceof Map<?, ?> parts) {
            Map<?, ?> earlier = before instanceof Map<?, ?> map ? map : Map.of();
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            parts.forEach((name, value) -> {
                if (!STARS.equals(value) || earlier.get(name) != null) {
                    all.put(String.valueOf(name), restore(value, earlier.get(name)));
                }
            });
            return all;
        }
        return given;
    }

    /** The same with stars in place of secrets that are set. */
    static @Nullable Object stars(@Nullable Object value, Shape shape) {
        if (shape.kind() == Shape.Kind.SECRET) {
            return value == null || value.equals("") ? value : STARS;
        }
        if (value instanceof Map<?, ?> parts) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            shape.members().forEach(member -> {
                if (parts.containsKey(member.name())) {
                    all.put(member.name(), stars(parts.get(member.name()), member.shape()));
                }
            });
            return all;
        }
        Shape item = shape.item();
        return value instanceof java.util.Collection<?> several && item != null
                ? several.stream().map(one -> stars(one, item)).toList()
                : value;
    }

    /** The same without its secrets, to be remembered where they must not be. */
    public static @Nullable Object without(@Nullable Object value, Shape shape) {
        if (shape.kind() == Shape.Kind.SECRET) {
            return null;
        }
        if (value instanceof Map<?, ?> parts) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            for (Shape.Member member : shape.members()) {
                if (parts.containsKey(member.name()) && member.shape().kind() != Shape.Kind.SECRET) {
                    all.put(member.name(), without(parts.get(member.name()), member.shape()));
                }
            }
            return all;
        }
        Shape item = shape.item();
        return value instanceof java.util.Collection<?> several && item != null
                ? several.stream().map(one -> without(one, item)).toList()
                : value;
    }
}
