package dev.hazir.host.settings;

import dev.hazir.applet.Secret;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON carries them, and out of the records of applets. Secrets stay in. */
final class Plain {

    private Plain() {}

    /** The value without any class of the applet; a secret becomes stars. */
    static @Nullable Object of(@Nullable Object value, Supplier<JsonMapper> json) {
        if (value == null || value instanceof Optional<?> maybe && maybe.isEmpty()) {
            return null;
        }
        if (value instanceof Optional<?> maybe) {
            return of(maybe.get(), json);
        }
        if (value instanceof Secret
                || value instanceof Path
                || Written.of(value.getClass()).isPresent()) {
            return value.toString();
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(one -> of(one, json)).toList();
        }
        if (value instanceof Record record) {
            Map<String, @Nullable Object> parts = new LinkedHashMap<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                parts.put(component.getName(), of(read(component, record), json));
            }
            return parts;
        }
        return simple(value) ? value : json.get().convertValue(value, Object.class);
    }

    /** Whether JSON carries a value as it is. */
    static boolean simple(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
    }

    static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("setting " + component.getName() + " cannot be read", e);
        }
    }
}
