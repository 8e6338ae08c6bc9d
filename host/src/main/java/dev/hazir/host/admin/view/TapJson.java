package dev.hazir.host.admin.view;

import dev.hazir.host.metrics.TapView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What passes a port or a topic, copied for a while, as JSON.
 *
 * @param by who looks
 * @param until when it ends by itself, or has ended
 * @param seen how many messages passed since it began
 * @param messages the last of them, newest first
 */
public record TapJson(String by, Instant since, Instant until, boolean running, long seen, List<MessageJson> messages) {

    /**
     * A message.
     *
     * @param number counts from 0
     * @param text its first bytes as UTF-8, as far as they are
     * @param hex its first bytes
     */
    public record MessageJson(long number, Instant at, boolean in, String peer, int length, String text, String hex) {

        static MessageJson of(TapView.Message message) {
            return new MessageJson(
                    message.number(),
                    message.at(),
                    message.in(),
                    message.peer(),
                    message.length(),
                    new String(message.head(), StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(message.head()));
        }
    }

    public static TapJson of(TapView view) {
        return new TapJson(
                view.by(),
                view.since(),
                view.until(),
                view.running(),
                view.seen(),
                view.messages().stream().map(MessageJson::of).toList());
    }
}
