package dev.hazir.host.metrics;

import java.time.Instant;
import java.util.List;

/**
 * What an operator sees of the messages of a port or a topic.
 *
 * @param by who looks
 * @param until when it ends by itself, or has ended
 * @param running whether it still takes messages
 * @param seen how many passed since it began
 * @param messages the last ones, newest first
 */
public record TapView(String by, Instant since, Instant until, boolean running, long seen, List<Message> messages) {

    public TapView {
        messages = List.copyOf(messages);
    }

    /**
     * A message that passed.
     *
     * @param in whether it came from the other side
     * @param peer the connection's name, the address of a datagram, or what published it
     * @param length how many bytes it had
     * @param head its first bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares messages, and nobody writes into the copy
    public record Message(long number, Instant at, boolean in, String peer, int length, byte[] head) {}
}
