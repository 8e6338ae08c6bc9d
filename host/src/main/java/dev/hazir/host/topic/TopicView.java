package dev.hazir.host.topic;

/**
 * A topic as operators see it.
 *
 * @param type the simple name of what it carries
 * @param subscribers who receives every message
 * @param waiting who waits for the next message only
 * @param messages how many were published
 * @param dropped how many were not delivered because a subscriber fell behind
 */
public record TopicView(
        String name, String applet, String type, int subscribers, int waiting, long messages, long dropped) {}
