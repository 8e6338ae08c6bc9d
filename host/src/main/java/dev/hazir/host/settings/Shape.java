package dev.hazir.host.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What values a setting takes, for forms and for programs that make forms.
 *
 * @param optional whether it may be left out
 * @param required whether a text must not be empty
 * @param choices the words to choose from
 * @param min the least number, or null
 * @param max the greatest number, or null
 * @param longest how many characters a text has at most, or 0
 * @param pattern what a text looks like, or null
 * @param lines how many lines of a text are seen at once
 * @param item what a list is made of, or null
 * @param members the parts of a group
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Shape(
        Kind kind,
        boolean optional,
        boolean required,
        List<String> choices,
        @Nullable String min,
        @Nullable String max,
        int longest,
        @Nullable String pattern,
        int lines,
        @Nullable Shape item,
        List<Member> members) {

    /** How a value is written. */
    public enum Kind {
        FLAG,
        INTEGER,
        DECIMAL,
        TEXT,
        CHOICE,
        DURATION,
        URI,
        ZONE,
        TIME,
        PATH,
        SECRET,
        /** An amount of data. */
        SIZE,
        /** A host and a port. */
        ENDPOINT,
        /** One of the applets, by its id. */
        APPLET,
        /** A topic of an applet. */
        TOPIC,
        /** Several of the choices. */
        CHOICES,
        /** Any number of items, in order. */
        LIST,
        /** A record. */
        GROUP,
        /** Something that has no form. */
        OTHER;

        /** For templates. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of a group. */
    public record Member(String name, String label, String help, boolean advanced, Shape shape) {}

    public Shape {
        choices = List.copyOf(choices);
        members = List.copyOf(members);
    }

    static Shape of(Kind kind) {
        return new Shape(kind, false, false, List.of(), null, null, 0, null, 1, null, List.of());
    }

    static Shape choice(Kind kind, List<String> choices) {
        return new Shape(kind, false, false, choices, null, null, 0, null, 1, null, List.of());
    }

    static Shape list(Shape item) {
        return new Shape(Kind.LIST, false, false, List.of(), null, null, 0, null, 1, item, List.of());
    }

    static Shape group(List<Member> members) {
        return new Shape(Kind.GROUP, false, false, List.of(), null, null, 0, null, 1, null, members);
    }

    Shape maybe() {
        return new Shape(kind, true, required, choices, min, max, longest, pattern, lines, item, members);
    }

    /** Whether it has a form, down to its parts. */
    public boolean writable() {
        return switch (kind) {
            case OTHER -> false;
            case LIST -> item != null && item.writable() && item.kind != Kind.LIST;
            case GROUP ->
                !optional && members.stream().allMatch(member -> member.shape().writable());
            default -> true;
        };
    }
}
