package dev.hazir.host.settings;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of an applet.
 *
 * @param name the record component's name
 * @param label for people
 * @param help for people, or empty
 * @param type such as {@code int} or {@code List<String>}
 * @param value as JSON would carry it; of a secret that is set, stars
 * @param source {@code default}, {@code saved} or {@code env}
 * @param standard the default
 * @param shape what values it takes
 * @param applies what saving another value does to the applet as it stands
 */
public record Setting(
        String name,
        String label,
        String help,
        String type,
        @Nullable Object value,
        String source,
        boolean advanced,
        @Nullable Object standard,
        Shape shape,
        Effect applies) {

    public Setting {
        applies = Objects.requireNonNullElse(applies, Effect.RESTART); // earlier hosts have not kept it
    }

    /** What remains of it while nothing runs: all but where its value comes from. */
    public Setting described() {
        return with(null, "default");
    }

    /** The same where saving another value does something else. */
    public Setting applying(Effect other) {
        return new Setting(name, label, help, type, value, source, advanced, standard, shape, other);
    }

    /**
     * The same as it stands while nothing runs.
     *
     * @param saved by name
     * @param environment the host's environment variables
     */
    public Setting standing(String applet, Map<String, @Nullable Object> saved, Map<String, String> environment) {
        String variable = environment.get(SettingsType.variable(applet, name));
        if (variable != null) {
            return with(Masked.stars(SettingText.items(variable, shape), shape), "env");
        }
        Object own = saved.get(name);
        return own == null
                ? with(standard, "default")
                : with(Masked.stars(SettingText.items(own, shape), shape), "saved");
    }

    private Setting with(@Nullable Object other, String from) {
        return new Setting(name, label, help, type, other, from, advanced, standard, shape, applies);
    }
}
