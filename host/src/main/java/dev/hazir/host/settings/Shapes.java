package dev.hazir.host.settings;

import dev.hazir.applet.Advanced;
import dev.hazir.applet.Help;
import dev.hazir.applet.Label;
import dev.hazir.applet.Lines;
import dev.hazir.applet.Secret;
import dev.hazir.host.settings.Shape.Kind;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out from a record what values its components take. Nothing of the applet's own classes leaves from here. */
final class Shapes {

    private static final int DEEPEST = 4;

    private static final Map<Class<?>, Kind> LEAVES = Map.ofEntries(
            Map.entry(boolean.class, Kind.FLAG),
            Map.entry(Boolean.class, Kind.FLAG),
            Map.entry(int.class, Kind.INTEGER),
            Map.entry(Integer.class, Kind.INTEGER),
            Map.entry(long.class, Kind.INTEGER),
            Map.entry(Long.class, Kind.INTEGER),
            Map.entry(short.class, Kind.INTEGER),
            Map.entry(Short.class, Kind.INTEGER),
            Map.entry(double.class, Kind.DECIMAL),
            Map.entry(Double.class, Kind.DECIMAL),
            Map.entry(float.class, Kind.DECIMAL),
            Map.entry(Float.class, Kind.DECIMAL),
            Map.entry(String.class, Kind.TEXT),
            Map.entry(Duration.class, Kind.DURATION),
            Map.entry(URI.class, Kind.URI),
            Map.entry(ZoneId.class, Kind.ZONE),
            Map.entry(LocalTime.class, Kind.TIME),
            Map.entry(Path.class, Kind.PATH),
            Map.entry(Secret.class, Kind.SECRET));

    private Shapes() {}

    static Shape of(RecordComponent component) {
        return of(component, DEEPEST);
    }

    static String label(RecordComponent component) {
        Label label = component.getAnnotation(Label.class);
        return label == null ? SettingText.words(component.getName()) : label.value();
    }

    static String help(RecordComponent component) {
        Help help = component.getAnnotation(Help.class);
        return help == null ? "" : help.value();
    }

    private static Shape of(RecordComponent component, int depth) {
        return limited(of(component.getGenericType(), depth), component);
    }

    private static Shape of(Type type, int depth) {
        Class<?> raw = raw(type);
        Kind leaf = Written.of(raw).map(Written::kind).orElse(LEAVES.get(raw));
        if (leaf != null) {
            return Shape.of(leaf);
        }
        if (raw.isEnum()) {
            return Shape.choice(Kind.CHOICE, words(raw));
        }
        if (raw == Optional.class) {
            return of(argument(type), depth).maybe();
        }
        if (raw == Set.class && raw(argument(type)).isEnum()) {
            return Shape.choice(Kind.CHOICES, words(raw(argument(type))));
        }
        if (Collection.class.isAssignableFrom(raw) && depth > 0) {
            return Shape.list(of(argument(type), depth - 1));
        }
        if (raw.isRecord() && depth > 0) {
            return Shape.group(Arrays.stream(raw.getRecordComponents())
                    .map(part -> new Shape.Member(
                            part.getName(),
                            label(part),
                            help(part),
                            part.isAnnotationPresent(Advanced.class),
                            of(part, depth - 1)))
                    .toList());
        }
        return Shape.of(Kind.OTHER);
    }

    /** Whether a component, or one of a record that it is made of, carries an annotation. */
    static boolean marked(RecordComponent component, Class<? extends Annotation> mark) {
        return marked(component, mark, DEEPEST);
    }

    private static boolean marked(RecordComponent component, Class<? extends Annotation> mark, int depth) {
        if (component.isAnnotationPresent(mark)) {
            return true;
        }
        Type type = component.getGenericType();
        while (argument(type) != Object.class) {
            type = argument(type);
        }
        return depth > 0
                && raw(type).isRecord()
                && Arrays.stream(raw(type).getRecordComponents()).anyMatch(part -> marked(part, mark, depth - 1));
    }

    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    /** What a collection or an optional is of. */
    static Type argument(Type type) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1
                ? generic.getActualTypeArguments()[0]
                : Object.class;
    }

    private static List<String> words(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(one -> ((Enum<?>) one).name())
                .toList();
    }

    /** The limits that a browser can check too. A constraint stands on the component, its field or its accessor. */
    private static Shape limited(Shape shape, RecordComponent component) {
        AnnotatedElement on = component.getAccessor();
        Lines lines = component.getAnnotation(Lines.class);
        Size size = on.getAnnotation(Size.class);
        Pattern pattern = on.getAnnotation(Pattern.class);
        boolean notEmpty = on.isAnnotationPresent(NotBlank.class)
                || on.isAnnotationPresent(NotEmpty.class)
                || size != null && size.min() > 0;
        return new Shape(
                shape.kind(),
                shape.optional(),
                notEmpty,
                shape.choices(),
                min(on),
                max(on),
                size == null || size.max() == Integer.MAX_VALUE ? 0 : size.max(),
                pattern == null ? null : pattern.regexp(),
                lines == null ? 1 : Math.max(2, lines.value()),
                shape.item(),
                shape.members());
    }

    private static @Nullable String min(AnnotatedElement on) {
        Min min = on.getAnnotation(Min.class);
        DecimalMin decimal = on.getAnnotation(DecimalMin.class);
        if (min != null) {
            return Long.toString(min.value());
        }
        if (decimal != null) {
            return decimal.value();
        }
        if (on.isAnnotationPresent(Positive.class)) {
            return "1";
        }
        return on.isAnnotationPresent(PositiveOrZero.class) ? "0" : null;
    }

    private static @Nullable String max(AnnotatedElement on) {
        Max max = on.getAnnotation(Max.class);
        DecimalMax decimal = on.getAnnotation(DecimalMax.class);
        if (max != null) {
            return Long.toString(max.value());
        }
        return decimal == null ? null : decimal.value();
    }
}
