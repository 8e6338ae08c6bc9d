package dev.hazir.host.admin.page.applet;

import dev.hazir.applet.DataSize;
import dev.hazir.host.settings.Masked;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of the form of settings, or several that belong together.
 *
 * @param key its name, and where the names of its parts begin
 * @param value what stands in it, as in {@link SettingTree}
 * @param parts the members of a group, or the rows of a list
 * @param error why the value was not taken, or empty
 * @param fixed whether it cannot be changed here
 */
public record SettingField(
        String key,
        String label,
        String help,
        boolean advanced,
        Shape shape,
        Object value,
        List<SettingField> parts,
        String error,
        boolean fixed) {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)");
    private static final List<String> DURATIONS = List.of("ms", "s", "min", "h", "d");
    private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB");

    /**
     * The field of a setting.
     *
     * @param tree what stands in it
     * @param errors by key
     */
    static SettingField of(Setting setting, Object tree, Map<String, String> errors) {
        boolean fixed = setting.source().equals("env") || !setting.shape().writable();
        Shape.Member member =
                new Shape.Member(setting.name(), setting.label(), setting.help(), setting.advanced(), setting.shape());
        return of(key(setting), member, tree, errors, fixed);
    }

    static String key(Setting setting) {
        return "set." + setting.name();
    }

    /** The key of the field that a problem with {@code pumps[2].name} is about. */
    static String key(String place) {
        return "set." + place.replaceAll("\\[(\\d+)\\]", ".$1");
    }

    private static SettingField of(
            String key, Shape.Member member, Object tree, Map<String, String> errors, boolean fixed) {
        List<SettingField> parts = new ArrayList<>();
        Shape shape = member.shape();
        if (tree instanceof Map<?, ?> values) {
            for (Shape.Member part : shape.members()) {
                parts.add(of(
                        key + "." + part.name(), part, Objects.requireNonNull(values.get(part.name())), errors, fixed));
            }
        } else if (shape.kind() == Shape.Kind.LIST && tree instanceof List<?> rows) {
            Shape item = Objects.requireNonNull(shape.item());
            for (int row = 0; row < rows.size(); row++) {
                Shape.Member one = new Shape.Member("", member.label() + " " + (row + 1), "", false, item);
                parts.add(of(key + "." + row, one, Objects.requireNonNull(rows.get(row)), errors, fixed));
            }
        }
        return new SettingField(
                key,
                member.label(),
                member.help(),
                member.advanced(),
                shape,
                tree,
                parts,
                errors.getOrDefault(key, ""),
                fixed);
    }

    /** Which part of the template shows it. */
    public String kind() {
        return shape.kind().word();
    }

    public String text() {
        return shape.kind() == Shape.Kind.SECRET ? "" : value.toString();
    }

    /** What stands before the unit; all of a text that has none. */
    public String amount() {
        Matcher parts = AMOUNT.matcher(text());
        return parts.matches() ? parts.group(1) : text();
    }

    public String unit() {
        Matcher parts = AMOUNT.matcher(text());
        boolean known = parts.matches() && units().contains(parts.group(2));
        return known ? parts.group(2) : shape.kind() == Shape.Kind.SIZE ? "MB" : "s";
    }

    public List<String> units() {
        return shape.kind() == Shape.Kind.SIZE ? SIZES : DURATIONS;
    }

    /** The least value in words, or null. */
    public @Nullable String least() {
        return limit(shape.min());
    }

    /** The greatest value in words, or null. */
    public @Nullable String most() {
        return limit(shape.max());
    }

    private @Nullable String limit(@Nullable String number) {
        return number != null && shape.kind() == Shape.Kind.SIZE && number.matches("\\d{1,18}")
                ? DataSize.ofBytes(Long.parseLong(number)).toString()
                : number;
    }

    public boolean isOn() {
        return Boolean.TRUE.equals(value);
    }

    /** Whether a secret stands there, which is not shown. */
    public boolean isSet() {
        return Masked.STARS.equals(value);
    }

    public boolean ticks(String choice) {
        return value instanceof Collection<?> several ? several.contains(choice) : value.equals(choice);
    }

    public boolean few() {
        return shape.choices().size() <= 4 && !shape.optional();
    }

    /** The wrong ones among itself and its parts. */
    Stream<SettingField> wrong() {
        return Stream.concat(
                error.isEmpty() ? Stream.of() : Stream.of(this), parts.stream().flatMap(SettingField::wrong));
    }
}
