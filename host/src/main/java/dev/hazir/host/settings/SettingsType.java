package dev.hazir.host.settings;

import dev.hazir.applet.Advanced;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.NeedsRestart;
import dev.hazir.host.operation.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A settings record of one deployment: binds values to it. Values come from the environment, then from what was saved,
 * then from the record's no-argument constructor.
 *
 * @param applet the applet's id
 * @param type the record
 * @param json gives the deployment's own mapper
 */
public record SettingsType<S extends Record>(String applet, Class<S> type, Supplier<JsonMapper> json) {

    /**
     * What was bound.
     *
     * @param value the record
     * @param settings its components with where each value comes from
     */
    public record Bound<S extends Record>(S value, List<Setting> settings) {}

    /**
     * Binds the record.
     *
     * @param saved by component name, as JSON values
     * @param environment the host's environment variables
     * @throws SettingsException with all problems when values do not fit
     */
    public Bound<S> bind(Map<String, @Nullable Object> saved, Map<String, String> environment) {
        Record defaults = defaults();
        List<Problem> problems = new ArrayList<>(unknown(saved));
        List<@Nullable Object> values = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        try (Constraints constraints = new Constraints(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                Object standard = Plain.read(component, defaults);
                Source source = source(component.getName(), saved, environment, standard);
                Object value = source.raw() == standard ? standard : convert(component, source, constraints, problems);
                values.add(value);
                settings.add(setting(component, source.name(), value, standard));
                if (value != null) {
                    for (String message : constraints.violations(type, component.getName(), value)) {
                        problems.add(problem(component.getName(), source, message));
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Bound<>(construct(values), List.copyOf(settings));
    }

    /** The names of its settings. */
    public Set<String> names() {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The settings whose values differ between two of these records. Calls {@code equals} of the guest's classes. */
    public Set<String> differing(S before, S now) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !Objects.equals(Plain.read(component, before), Plain.read(component, now)))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private record Source(String name, @Nullable Object raw) {}

    private Source source(
            String component,
            Map<String, @Nullable Object> saved,
            Map<String, String> environment,
            @Nullable Object standard) {
        String variable = environment.get(variable(component));
        if (variable != null) {
            return new Source("env", variable);
        }
        Object own = saved.get(component);
        return own != null ? new Source("saved", own) : new Source("default", standard);
    }

    /** The environment variables that set some components of an applet, whatever is saved. */
    public static List<String> overruling(String applet, Set<String> components, Map<String, String> environment) {
        return components.stream()
                .map(component -> variable(applet, component))
                .filter(environment::containsKey)
                .sorted()
                .toList();
    }

    /** {@code HAZIR_<APPLET>_<COMPONENT>}: upper case, words of a camel-case name separated by underscores. */
    String variable(String component) {
        return variable(applet, component);
    }

    /** The same of any applet. */
    static String variable(String applet, String component) {
        String words = component.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return ("HAZIR_" + applet + "_" + words).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private @Nullable Object convert(
            RecordComponent component, Source source, Constraints constraints, List<Problem> problems) {
        return new Conversion(json, constraints, (place, message) -> problems.add(problem(place, source, message)))
                .convert(source.raw(), component.getGenericType(), component.getName());
    }

    private S construct(List<@Nullable Object> values) {
        try {
            return Conversion.make(type, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Invalid invalid) {
                throw refusal(invalid);
            }
            throw new SettingsException(List.of(new Problem(
                    "APP-107", applet, "The settings of " + applet + " do not fit: " + e.getCause() + ".", "", fix())));
        }
    }

    private Record defaults() {
        try {
            Constructor<S> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "settings record " + type.getName()
                            + " has no constructor without arguments, which gives the defaults",
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the defaults of settings record " + type.getName() + " failed", e);
        }
    }

    private List<Problem> unknown(Map<String, @Nullable Object> saved) {
        Set<String> known = names();
        return saved.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Problem(
                        "APP-107",
                        applet,
                        "Applet " + applet + " has no setting '" + name + "'.",
                        "It has: " + String.join(", ", known) + ".",
                        "Remove it, or use one of these names."))
                .toList();
    }

    private Setting setting(
            RecordComponent component, String source, @Nullable Object value, @Nullable Object standard) {
        return new Setting(
                component.getName(),
                Shapes.label(component),
                Shapes.help(component),
                SettingText.typeName(component.getGenericType()),
                Plain.of(value, json),
                source,
                component.isAnnotationPresent(Advanced.class),
                Plain.of(standard, json),
                Shapes.of(component),
                Shapes.marked(component, NeedsRestart.class) ? Effect.RESTART : Effect.LIVE);
    }

    /** The handler of a change has refused a value. */
    public SettingsException refusal(Invalid invalid) {
        return new SettingsException(
                List.of(problem(invalid.setting(), new Source("saved", null), String.valueOf(invalid.getMessage()))));
    }

    private Problem problem(String component, Source source, String message) {
        String where = source.name().equals("env") ? " (from " + variable(component) + ")" : "";
        return SettingsException.of(
                applet,
                component,
                where,
                message,
                source.name().equals("env") ? "Correct the environment variable." : fix());
    }

    private String fix() {
        return "Correct it with: hazir config " + applet + " set NAME=VALUE";
    }
}
