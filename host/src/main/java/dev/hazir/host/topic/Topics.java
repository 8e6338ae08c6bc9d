package dev.hazir.host.topic;

import dev.hazir.applet.topic.Topic;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.metrics.Tap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The topics of one deployment; they end with it. Safe for use by several threads. */
public final class Topics implements AutoCloseable {

    /** How many messages may wait for a subscriber; then the oldest give way. */
    public static final int MOST_WAITING = Lane.BOUND;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*");

    private final Guest guest;
    private final HostTime time;
    private final Map<String, LocalTopic<?>> topics = new TreeMap<>();
    private boolean closed;

    public Topics(Guest guest, HostTime time) {
        this.guest = guest;
        this.time = time;
    }

    /**
     * The topic of this name, created on first use.
     *
     * @throws IllegalArgumentException when the name is malformed or the topic carries another type
     * @throws IllegalStateException after the end
     */
    public <T> Topic<T> topic(String name, Class<T> type) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "topic: '" + name + "' (expected: segments of a-z, 0-9 and '-', separated by slashes)");
        }
        LocalTopic<?> topic;
        synchronized (topics) {
            if (closed) {
                throw new IllegalStateException(guest + " has ended: it can have no more topics");
            }
            topic = topics.computeIfAbsent(name, missing -> new LocalTopic<>(name, type, guest, time));
        }
        if (topic.type() != type) {
            throw new IllegalArgumentException(
                    "topic: '" + name + "' carries " + topic.type().getName() + " (expected by the caller: "
                            + type.getName() + "); give it another name");
        }
        @SuppressWarnings("unchecked") // its type has just been compared
        Topic<T> checked = (Topic<T>) topic;
        return checked;
    }

    /** Copies the messages of a topic for an operator. Returns whether there is such a topic. */
    public boolean tap(String name, Function<String, Tap> begin) {
        LocalTopic<?> topic;
        synchronized (topics) {
            topic = topics.get(name);
        }
        if (topic != null) {
            topic.tap(begin.apply(name));
        }
        return topic != null;
    }

    /** All topics, by name. */
    public List<TopicView> list() {
        return all().stream().map(LocalTopic::view).toList();
    }

    /**
     * Answers all who wait for a next message with nothing. To be called when the deployment begins to drain: further
     * messages go to its successor, and so should those who ask again.
     */
    public void releaseWaiting() {
        all().forEach(LocalTopic::releaseWaiting);
    }

    /** Ends all topics: subscribers get nothing more, those who wait for a next message get nothing. */
    @Override
    public void close() {
        synchronized (topics) {
            closed = true;
        }
        all().forEach(LocalTopic::end);
    }

    private List<LocalTopic<?>> all() {
        synchronized (topics) {
            return List.copyOf(topics.values());
        }
    }
}
