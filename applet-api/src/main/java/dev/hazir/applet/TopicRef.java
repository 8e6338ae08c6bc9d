package dev.hazir.applet;

import java.util.regex.Pattern;

/**
 * A topic of an applet, such as {@code meter/readings}; a type for settings. Forms offer the topics that are there. It need
 * not be there, or not yet.
 *
 * @param applet the id of the applet that declares it
 * @param topic its name in that applet, segments of {@code [a-z0-9-]} separated by slashes
 */
public record TopicRef(String applet, String topic) {

    private static final Pattern APPLET = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*");

    public TopicRef {
        if (!APPLET.matcher(applet).matches() || !TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException(
                    "topic: '" + applet + "/" + topic + "' (expected: such as 'meter/readings')");
        }
    }

    /**
     * Reads an applet and a topic of it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static TopicRef parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("topic: '" + text + "' (expected: such as 'meter/readings')");
        }
        return new TopicRef(
                text.substring(0, slash).strip(), text.substring(slash + 1).strip());
    }

    @Override
    public String toString() {
        return applet + "/" + topic;
    }
}
