package dev.hazir.host.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;

/**
 * Sees of the plainest constraints that a number or a text keeps them. Most settings have no others, and the validator, whose six
 * hundred classes take a tenth of a start, is asked about the rest: also why a value is refused.
 */
final class PlainlyKept {

    private static final String OWN = "dev.hazir.applet";

    private PlainlyKept() {}

    /** Whether a value surely keeps all constraints of a component of a record; false when that takes a closer look. */
    static boolean keeps(Class<? extends Record> type, String component, Object value) {
        try {
            Field field = type.getDeclaredField(component);
            if (field.getType() != value.getClass() && !(field.getType().isPrimitive() && value instanceof Number)) {
                return false;
            }
            for (Annotation annotation : field.getAnnotations()) {
                if (!keeps(annotation, value)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFieldException e) {
            return false;
        }
    }

    private static boolean keeps(Annotation annotation, Object value) {
        if (annotation.annotationType().getName().startsWith(OWN) || annotation instanceof NotNull) {
            return true;
        }
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            return annotation instanceof Min min && number >= min.value()
                    || annotation instanceof Max max && number <= max.value();
        }
        return value instanceof String text
                && (annotation instanceof NotBlank && !text.isBlank()
                        || annotation instanceof NotEmpty && !text.isEmpty()
                        || annotation instanceof Size size
                                && text.length() >= size.min()
                                && text.length() <= size.max());
    }
}
