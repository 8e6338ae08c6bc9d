package dev.hazir.host.store;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes the small files in which the host keeps its own state: records of texts, numbers, flags, times, words of
 * an enum, lists, maps and records. Jackson's parser without its object mapper, which knows everything and takes a tenth
 * of a start until it has looked at a few records.
 */
public final class Records {

    private static final JsonFactory JSON = new JsonFactory();

    private Records() {}

    /**
     * Makes a record of JSON. What the record does not know is left out; what is not there is null, 0 or false.
     *
     * @throws JacksonException when it is no JSON, or does not fit
     */
    public static <T extends Record> T read(byte[] content, Class<T> type) {
        return as(made(parsed(content), type), type);
    }

    /** Makes a record of each value of a JSON object, by the same rules. */
    public static <T extends Record> Map<String, T> readAll(byte[] content, Class<T> type) {
        Map<String, T> all = new LinkedHashMap<>();
        as(parsed(content), Map.class).forEach((name, value) -> all.put((String) name, as(made(value, type), type)));
        return all;
    }

    /** Writes records, and what they are made of, as JSON. A component that is null is left out. */
    public static byte[] write(Object value) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), content)) {
            write(value, generator);
        }
        return content.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) {
        if (value instanceof Record record) {
            generator.writeStartObject();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object part = part(component, record);
                if (part != null) {
                    generator.writeName(component.getName());
                    write(part, generator);
                }
            }
            generator.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, part) -> {
                generator.writeName(String.valueOf(name));
                write(part, generator);
            });
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> several) {
            generator.writeStartArray();
            several.forEach(one -> write(one, generator));
            generator.writeEndArray();
        } else if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else {
            generator.writeString(value.toString());
        }
    }

    private static @Nullable Object part(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component + " cannot be read", e);
        }
    }

    private static @Nullable Object parsed(byte[] content) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), content)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "There is more after the end");
            }
            return value;
        }
    }

    /** The value that begins at the parser's token. */
    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new StreamReadException(parser, "There is nothing in it");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "It ends too early");
        };
    }

    private static @Nullable Object made(@Nullable Object json, Type type) {
        if (type == boolean.class) {
            return json == null ? Boolean.FALSE : as(json, Boolean.class);
        } else if (type == int.class) {
            return json == null ? 0 : as(json, Integer.class);
        } else if (type == long.class) {
            return json == null ? 0L : as(json, Number.class).longValue();
        } else if (json == null || type == Object.class) {
            return json;
        } else if (type instanceof ParameterizedType several) {
            return several(json, several);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return record(as(json, Map.class), wanted.asSubclass(Record.class));
        }
        return wanted == String.class ? as(json, String.class) : word(as(json, String.class), wanted);
    }

    private static Object several(Object json, ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            List<@Nullable Object> list = new ArrayList<>();
            as(json, List.class).forEach(one -> list.add(made(one, of[0])));
            return list;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        as(json, Map.class).forEach((name, one) -> map.put((String) name, made(one, of[1])));
        return map;
    }

    private static Record record(Map<?, ?> parts, Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> made(parts.get(component.getName()), component.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new StreamReadException(null, "It is no " + type.getSimpleName() + ": " + cause.getMessage(), cause);
        }
    }

    private static Object word(String text, Class<?> type) {
        try {
            if (type == Instant.class) {
                return Instant.parse(text);
            }
            for (Object constant : Objects.requireNonNull(type.getEnumConstants(), type.getName())) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
        } catch (DateTimeException e) {
            throw new StreamReadException(null, "'" + text + "' is no time", e);
        }
        throw new StreamReadException(null, "'" + text + "' is no " + type.getSimpleName());
    }

    private static <T> T as(@Nullable Object json, Class<T> type) {
        if (!type.isInstance(json)) {
            throw new StreamReadException(
                    null,
                    "There is '" + json + "' (expected: " + type.getSimpleName().toLowerCase(Locale.ROOT) + ")");
        }
        return type.cast(json);
    }
}
