package dev.hazir.host.admin.page.applet;

import dev.hazir.host.applet.SettingsChange;
import dev.hazir.host.settings.Masked;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.Shape;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings that were saved once: to be looked at, and to be brought back. */
final class Restoring {

    /** What was saved, in words. */
    public record Saved(long number, Instant at, String by, String version, List<Line> lines) {}

    /**
     * A setting that was changed.
     *
     * @param text what it became, or empty when that is not shown
     */
    public record Line(String label, String text, boolean secret) {}

    private Restoring() {}

    static List<Saved> history(List<SettingsChange> changes, List<Setting> settings) {
        Map<String, Setting> known = settings.stream().collect(Collectors.toMap(Setting::name, setting -> setting));
        return changes.stream()
                .map(change -> new Saved(
                        change.number(),
                        change.at(),
                        change.by(),
                        change.version(),
                        change.names().stream()
                                .map(name -> line(name, known.get(name), change.values()))
                                .toList()))
                .toList();
    }

    /** The value a setting had; null stands for the default. What is secret in it stays as it is now. */
    static Map<String, @Nullable Object> of(Setting setting, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> restored = new HashMap<>();
        if (setting.shape().kind() != Shape.Kind.SECRET) {
            restored.put(setting.name(), starred(values.get(setting.name()), setting.shape()));
        }
        return restored;
    }

    private static @Nullable Object starred(@Nullable Object value, Shape shape) {
        if (!(value instanceof Map<?, ?> parts)) {
            return value;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        parts.forEach((name, part) -> all.put(String.valueOf(name), part));
        for (Shape.Member member : shape.members()) {
            if (member.shape().kind() == Shape.Kind.SECRET) {
                all.put(member.name(), Masked.STARS);
            }
        }
        return all;
    }

    private static Line line(String name, @Nullable Setting setting, Map<String, @Nullable Object> values) {
        if (setting == null) {
            return new Line(name, Objects.toString(values.get(name), ""), false);
        }
        boolean secret = setting.shape().kind() == Shape.Kind.SECRET;
        Object value = values.containsKey(name) ? values.get(name) : setting.standard();
        return new Line(setting.label(), secret ? "" : SettingTree.text(setting.shape(), value), secret);
    }
}
