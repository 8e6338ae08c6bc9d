package dev.hazir.host.settings;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * The Jakarta Validation constraints of one record. The validator lives as short as a binding: its caches would keep the
 * record's class loader.
 */
final class Constraints implements AutoCloseable {

    private final Class<? extends Record> type;
    private final @Nullable ValidatorFactory factory;
    private final @Nullable Validator validator;

    Constraints(Class<? extends Record> type) {
        this.type = type;
        if (!constrained(type)) {
            factory = null;
            validator = null;
            return;
        }
        factory = Validation.byProvider(HibernateValidator.class)
                .configure()
                .ignoreXmlConfiguration()
                .externalClassLoader(type.getClassLoader())
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory();
        validator = factory.getValidator();
    }

    /** What a value of a component violates, as phrases. */
    List<String> violations(String component, Object value) {
        if (validator == null) {
            return List.of();
        }
        return validator.validateValue(type, component, value).stream()
                .map(ConstraintViolation::getMessage)
                .map(message -> message + " (it is " + value + ")")
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        if (factory != null) {
            factory.close();
        }
    }

    /** A validator takes its time to start: most records of settings need none. */
    private static boolean constrained(Class<? extends Record> type) {
        return Arrays.stream(type.getDeclaredFields())
                .flatMap(field -> Arrays.stream(field.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.isAnnotationPresent(jakarta.validation.Constraint.class)
                        || annotation == jakarta.validation.Valid.class);
    }
}
