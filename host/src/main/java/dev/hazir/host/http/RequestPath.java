package dev.hazir.host.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An absolute path, cut into decoded segments: dot segments are resolved (RFC 3986, section 5.2.4) and path parameters
 * ({@code ;name=value}) are left out, as servlets see it.
 *
 * @param raw the path as the client sent it
 * @param segments the decoded segments; a path that ends with a slash has an empty last one, {@code /} has one empty one
 */
public record RequestPath(String raw, List<String> segments) {

    /**
     * Parses a raw path.
     *
     * @throws IllegalArgumentException with a sentence when it is malformed, leaves the root or hides a slash or a control
     *     character in an escape
     */
    public static RequestPath parse(String raw) {
        if (!raw.startsWith("/")) {
            throw new IllegalArgumentException("The path does not begin with a slash.");
        }
        String[] segments = new String[slashes(raw)];
        int count = 0;
        int start = 1;
        boolean directory = false;
        while (start <= raw.length()) {
            int end = raw.indexOf('/', start);
            if (end < 0) {
                end = raw.length();
            }
            String segment = decode(withoutParameters(raw.substring(start, end)));
            directory = end == raw.length() && (segment.equals(".") || segment.equals(".."));
            if (segment.equals("..")) {
                if (count == 0) {
                    throw new IllegalArgumentException("The path leaves the root.");
                }
                count--;
            } else if (!segment.equals(".")) {
                segments[count++] = segment;
            }
            start = end + 1;
        }
        if (directory || count == 0) {
            segments[count++] = "";
        }
        return new RequestPath(raw, List.of(count == segments.length ? segments : Arrays.copyOf(segments, count)));
    }

    /** As many segments as slashes: no path has more. */
    private static int slashes(String path) {
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                count++;
            }
        }
        return count;
    }

    /** The decoded and normalised path. */
    public String decoded() {
        return "/" + String.join("/", segments);
    }

    @Override
    public String toString() {
        return decoded();
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    private static String decode(String segment) {
        int escape = segment.indexOf('%');
        if (escape < 0) {
            requireClean(segment);
            return segment;
        }
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("The path has a malformed escape.");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            requireClean(decoded);
            return decoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The path's escapes are not UTF-8.", e);
        }
    }

    private static void requireClean(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < ' ' || c == 127 || c == '/' || c == '\\') {
                throw new IllegalArgumentException(
                        "The path has a control character, a backslash or an escaped slash.");
            }
        }
    }
}
