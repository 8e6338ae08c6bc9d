package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.port.TapView;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A message that was tapped, as the page shows it.
 *
 * @param content as text, or as rows of sixteen bytes
 * @param more how many bytes are not shown
 */
public record TapRow(Instant at, boolean incoming, String peer, int length, String content, int more) {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int ROW = 16;

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
