package dev.hazir.host.settings;

import dev.hazir.applet.AppletRef;
import dev.hazir.applet.DataSize;
import dev.hazir.applet.HostPort;
import dev.hazir.applet.TopicRef;
import dev.hazir.host.settings.Shape.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of the applet API that are one text for people, files, the environment and JSON, although they have parts.
 *
 * @param expectation a noun phrase
 */
record Written(Kind kind, String expectation, Function<String, Object> parse) {

    private static final Map<Class<?>, Written> TYPES = Map.of(
            DataSize.class, new Written(Kind.SIZE, "amount of data such as '10 MB'", DataSize::parse),
            HostPort.class, new Written(Kind.ENDPOINT, "host and port such as 'example.org:443'", HostPort::parse),
            AppletRef.class, new Written(Kind.APPLET, "id of an applet such as 'ledger'", AppletRef::parse),
            TopicRef.class, new Written(Kind.TOPIC, "topic such as 'meter/readings'", TopicRef::parse));

    static Optional<Written> of(Class<?> type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** The value, or null when the text is none. */
    @Nullable
    Object read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
