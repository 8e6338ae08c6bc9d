package dev.hazir.host.settings;

import dev.hazir.applet.Invalid;
import dev.hazir.applet.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes values of a record's types of what JSON carries and people write. What does not fit is told with its place, such
 * as {@code mail.port} or {@code pumps[2].name}, and the rest is still looked at.
 */
final class Conversion {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Supplier<JsonMapper> json;
    private final Constraints constraints;
    private final BiConsumer<String, String> fault;
    private boolean failed;

    /**
     * A conversion of one setting.
     *
     * @param fault is told the place and the message of what does not fit
     */
    Conversion(Supplier<JsonMapper> json, Constraints constraints, BiConsumer<String, String> fault) {
        this.json = json;
        this.constraints = constraints;
        this.fault = fault;
    }

    /** Whether something did not fit. */
    boolean failed() {
        return failed;
    }

    /** The value, or null when something in it does not fit. */
    @Nullable
    Object convert(@Nullable Object given, Type type, String place) {
        Class<?> raw = Shapes.raw(type);
        if (raw == Optional.class) {
            boolean nothing = given == null || given instanceof String text && text.isBlank();
            return nothing ? Optional.empty() : Optional.ofNullable(convert(given, Shapes.argument(type), place));
        }
        if (given == null) {
            return failure(place, "is missing");
        }
        if (raw == Secret.class) {
            return given.equals(Masked.STARS)
                    ? failure(place, "has to be given again")
                    : Secret.of(String.valueOf(given));
        }
        if (raw == List.class || raw == Set.class || raw == Collection.class) {
            return items(given, type, place);
        }
        return raw.isRecord() && given instanceof Map<?, ?> parts
                ? group(parts, raw.asSubclass(Record.class), place)
                : single(given, type, place);
    }

    private @Nullable Object single(Object given, Type type, String place) {
        Optional<Written> written = Written.of(Shapes.raw(type));
        if (written.isPresent()) {
            Object read = written.get().read(String.valueOf(given));
            return read == null
                    ? failure(place, "'" + given + "' is no " + written.get().expectation())
                    : read;
        }
        Object prepared = SettingText.prepare(given, Shapes.raw(type));
        Object plain = prepared == null ? null : plain(prepared, Shapes.raw(type));
        if (plain != null) {
            return plain;
        }
        try {
            JsonMapper mapper = json.get();
            Object value = mapper.convertValue(prepared, mapper.constructType(type));
            return value == null ? failure(place, "is missing") : value;
        } catch (RuntimeException e) {
            return failure(place, "'" + given + "' is no " + SettingText.expectation(type));
        }
    }

    /** The value of the types that most settings have, without the library for JSON; null when it takes that. */
    private static @Nullable Object plain(Object given, Class<?> type) {
        if (type == String.class && given instanceof String || type == boolean.class && given instanceof Boolean) {
            return given;
        }
        if (type == int.class) {
            return given instanceof Integer
                    ? given
                    : given instanceof String text && NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
        }
        return null;
    }

    private @Nullable Object items(Object given, Type type, String place) {
        Object prepared = SettingText.prepare(given, List.class);
        if (!(prepared instanceof Collection<?> several)) {
            return failure(place, "'" + given + "' is no " + SettingText.expectation(type));
        }
        List<@Nullable Object> values = new ArrayList<>();
        int index = 0;
        for (Object item : several) {
            values.add(convert(item, Shapes.argument(type), place + "[" + index++ + "]"));
        }
        if (values.contains(null)) {
            return null;
        }
        return Shapes.raw(type) == Set.class
                ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
                : Collections.unmodifiableList(values);
    }

    private @Nullable Object group(Map<?, ?> parts, Class<? extends Record> type, String place) {
        Record standard = defaults(type);
        List<@Nullable Object> values = new ArrayList<>();
        boolean whole = true;
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            String there = place + "." + name;
            Object value = parts.get(name) == null && standard != null
                    ? Plain.read(component, standard)
                    : convert(parts.get(name), component.getGenericType(), there);
            whole &= value != null;
            if (value != null) {
                for (String message : constraints.violations(type, name, value)) {
                    failure(there, message);
                    whole = false;
                }
            }
            values.add(value);
        }
        return whole ? construct(type, values, place) : null;
    }

    private @Nullable Record construct(Class<? extends Record> type, List<@Nullable Object> values, String place) {
        try {
            return make(type, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Invalid invalid) {
                failure(place + "." + invalid.setting(), String.valueOf(invalid.getMessage()));
            } else {
                failure(place, "does not fit: " + e.getCause());
            }
            return null;
        }
    }

    /** Calls the canonical constructor. */
    static <S extends Record> S make(Class<S> type, List<? extends @Nullable Object> values)
            throws InvocationTargetException {
        try {
            Constructor<S> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("settings record " + type.getName() + " cannot be made", e);
        }
    }

    /** What the constructor without arguments gives, or null when there is none. */
    private static @Nullable Record defaults(Class<? extends Record> type) {
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private @Nullable Object failure(String place, String message) {
        failed = true;
        fault.accept(place, message);
        return null;
    }
}
