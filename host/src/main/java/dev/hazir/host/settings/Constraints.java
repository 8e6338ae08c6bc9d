package dev.hazir.host.settings;

import dev.hazir.applet.DataSize;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * The Jakarta Validation constraints of one record and of the records in it. The validator lives as short as a binding: its caches would keep the
 * record's class loader. For one thread.
 */
final class Constraints implements AutoCloseable {

    private final Class<? extends Record> type;
    private final boolean constrained;
    private @Nullable ValidatorFactory factory;

    Constraints(Class<? extends Record> type) {
        this.type = type;
        this.constrained = constrained(type, new HashSet<>());
    }

    /** What a value of a component violates, as phrases; of the record itself or of one in it. */
    List<String> violations(Class<? extends Record> type, String component, Object value) {
        if (!constrained || PlainlyKept.keeps(type, component, value)) {
            return List.of();
        }
        return validator().validateValue(type, component, value).stream()
                .map(ConstraintViolation::getMessage)
                .map(message -> message + " (it is " + value + ")")
                .sorted()
                .toList();
    }

    private Validator validator() {
        ValidatorFactory made = factory;
        if (made == null) {
            made = Validation.byProvider(HibernateValidator.class)
                    .configure()
                    .ignoreXmlConfiguration()
                    .externalClassLoader(type.getClassLoader())
                    .addValueExtractor(new Bytes())
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory();
            factory = made;
        }
        return made.getValidator();
    }

    /** Limits of an amount of data count its bytes. */
    @UnwrapByDefault
    private static final class Bytes implements ValueExtractor<@ExtractedValue(type = Long.class) DataSize> {
        @Override
        public void extractValues(DataSize size, ValueReceiver receiver) {
            receiver.value(null, size.bytes());
        }
    }

    @Override
    public void close() {
        if (factory != null) {
            factory.close();
        }
    }

    /** A validator takes its time to start: most records of settings need none. */
    private static boolean constrained(Class<?> type, Set<Class<?>> seen) {
        return seen.add(type)
                && (Arrays.stream(type.getDeclaredFields())
                                .flatMap(field -> Arrays.stream(field.getAnnotations()))
                                .map(Annotation::annotationType)
                                .anyMatch(Constraints::constrains)
                        || Arrays.stream(type.getRecordComponents())
                                .flatMap(component -> records(component.getGenericType()))
                                .anyMatch(part -> constrained(part, seen)));
    }

    private static boolean constrains(Class<? extends Annotation> annotation) {
        return annotation.isAnnotationPresent(jakarta.validation.Constraint.class)
                || annotation == jakarta.validation.Valid.class;
    }

    /** The record that a type is, or is made of. */
    private static Stream<Class<?>> records(Type type) {
        Class<?> raw = Shapes.raw(type);
        if (raw.isRecord()) {
            return Stream.of(raw);
        }
        Type argument = Shapes.argument(type);
        return argument == Object.class ? Stream.of() : records(argument);
    }
}
