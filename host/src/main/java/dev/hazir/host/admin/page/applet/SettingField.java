package dev.hazir.host.admin.page.applet;

import dev.hazir.host.settings.Setting;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting as a field of a form.
 *
 * @param shown what stands in the field, or {@code true} and {@code false}
 * @param error why the value was not taken, or empty
 * @param fixed whether it cannot be changed here
 */
public record SettingField(Setting setting, String shown, String error, boolean fixed) {

    private static final Set<String> NUMBERS = Set.of("int", "Integer", "long", "Long");
    private static final Set<String> FLAGS = Set.of("boolean", "Boolean");

    static SettingField of(Setting setting) {
        return new SettingField(
                setting, text(setting), "", setting.source().equals("env") || isStructure(setting.value()));
    }

    /** The same as it was filled in. */
    SettingField filled(String text, String because) {
        return new SettingField(setting, text, because, fixed);
    }

    public boolean isFlag() {
        return FLAGS.contains(setting.type());
    }

    public boolean isNumber() {
        return NUMBERS.contains(setting.type());
    }

    public boolean isOn() {
        return shown.equals("true");
    }

    /** Written as people write it, and as the host reads it again. */
    private static String text(Setting setting) {
        Object value = setting.value();
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        String plain = Objects.toString(value, "");
        return setting.type().equals("Duration") ? duration(plain) : plain;
    }

    private static String duration(String iso) {
        try {
            long millis = Duration.parse(iso).toMillis();
            if (millis % 1_000 != 0) {
                return millis + " ms";
            }
            long seconds = millis / 1_000;
            return seconds % 60 != 0 || seconds == 0 ? seconds + " s" : seconds / 60 + " min";
        } catch (DateTimeParseException e) {
            return iso;
        }
    }

    /** What has no text that people would write. */
    private static boolean isStructure(@Nullable Object value) {
        return value instanceof Map<?, ?>
                || value instanceof Collection<?> several
                        && several.stream().anyMatch(one -> one instanceof Map<?, ?> || one instanceof Collection<?>);
    }
}
