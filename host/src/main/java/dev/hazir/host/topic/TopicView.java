package dev.hazir.host.topic;

import java.util.List;

/**
 * A topic as operators see it.
 *
 * @param type the simple name of what it carries
 * @param subscribers who receives every message
 * @param waiting who waits for the next message only
 * @param messages how many were published
 * @param delivered how many were given to subscribers, each counted
 * @param queued how many wait for subscribers, each counted
 * @param longestQueue how many wait for the subscriber that is furthest behind
 * @param dropped how many were not delivered because a subscriber fell behind
 * @param receivers the subscribers by what they belong to
 */
public record TopicView(
        String name,
        String applet,
        String type,
        int subscribers,
        int waiting,
        long messages,
        long delivered,
        int queued,
        int longestQueue,
        long dropped,
        List<Receiver> receivers) {

    /**
     * Subscribers that belong to the same handler of the applet.
     *
     * @param handler such as {@code websocket /apps/meter/live} or {@code its timers and tasks}
     */
    public record Receiver(String handler, int subscribers, long delivered, int queued) {}
}
