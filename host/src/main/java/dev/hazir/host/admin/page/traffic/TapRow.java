package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.metrics.Tap;
import dev.hazir.host.metrics.TapView;
import dev.hazir.host.metrics.Taps;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was tapped, as the page shows it.
 *
 * @param content as text, or as rows of sixteen bytes
 * @param more how many bytes are not shown
 */
public record TapRow(Instant at, boolean incoming, String peer, int length, String content, int more) {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int ROW = 16;

    /** Whoever may tap may see what others tap: it needs the same role for ports and topics. */
    private static final String ACT = "/admin/topics/tap";

    /** Puts a tap and its messages into the variables of a page. */
    static void show(Optional<TapView> tap, PageRequest request, HostTime time, Map<String, Object> variables) {
        variables.put("tapMessages", Tap.KEPT);
        variables.put("tapSeconds", Taps.LENGTH.toSeconds());
        boolean looksInside = request.rights().may(ACT);
        variables.put("inside", looksInside);
        tap.ifPresent(view -> {
            show(view, request.field("as").equals("hex"), time.clock().instant(), variables);
            if (!looksInside) {
                variables.put("messages", List.of());
            }
        });
    }

    private static void show(TapView tap, boolean hex, Instant now, Map<String, Object> variables) {
        Optional<TapView.Message> last = tap.messages().stream().findFirst();
        Duration quiet = Duration.between(last.map(TapView.Message::at).orElse(tap.since()), now);
        variables.put("tap", tap);
        variables.put("hex", hex);
        variables.put("dropped", tap.until().plus(Taps.KEPT));
        variables.put("quiet", Math.max(0, quiet.toSeconds()));
        variables.put(
                "messages",
                tap.messages().stream().map(message -> of(message, hex)).toList());
    }

    static TapRow of(TapView.Message message, boolean bytes) {
        byte[] head = message.head();
        boolean whole = message.length() == head.length;
        String content = bytes || !isText(head, whole) ? hex(head) : text(head);
        return new TapRow(
                message.at(), message.in(), message.peer(), message.length(), content, message.length() - head.length);
    }

    /** Whether it can be read: characters in UTF-8 without controls but tabs and ends of lines. */
    private static boolean isText(byte[] head, boolean whole) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head, 0, whole ? head.length : boundary(head)))
                    .toString();
            return text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where the last whole character ends. */
    private static int boundary(byte[] head) {
        int end = head.length;
        while (end > 0 && head.length - end < 4 && (head[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && (head[end - 1] & 0x80) != 0 ? end - 1 : head.length;
    }

    private static String text(byte[] head) {
        return new String(head, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] head) {
        StringBuilder rows = new StringBuilder();
        for (int from = 0; from < head.length; from += ROW) {
            int to = Math.min(head.length, from + ROW);
            rows.append(String.format("%04x  %-48s ", from, HEX.formatHex(head, from, to)));
            for (int i = from; i < to; i++) {
                rows.append(head[i] >= ' ' && head[i] < 127 ? (char) head[i] : '.');
            }
            rows.append('\n');
        }
        return rows.toString().stripTrailing();
    }
}
