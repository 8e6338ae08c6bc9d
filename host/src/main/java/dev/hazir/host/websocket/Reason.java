package dev.hazir.host.websocket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The reason in a close frame, which has room for 123 bytes of UTF-8. */
final class Reason {

    static final int MAX_BYTES = 123;

    private Reason() {}

    static int bytes(String reason) {
        return reason.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As much of a text as fits, without half a character at its end. */
    static String cut(@Nullable String text) {
        String reason = text == null ? "" : text.substring(0, Math.min(text.length(), MAX_BYTES + 1));
        while (bytes(reason) > MAX_BYTES) {
            int surplus = Math.max(1, (bytes(reason) - MAX_BYTES) / 4);
            int end = reason.length() - surplus;
            reason = reason.substring(0, Character.isLowSurrogate(reason.charAt(end)) ? end - 1 : end);
        }
        return reason;
    }

    /** Why something failed, for the other side. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        return cut(message == null ? failure.getClass().getSimpleName() : message);
    }
}
