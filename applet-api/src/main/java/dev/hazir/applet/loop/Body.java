package dev.hazir.applet.loop;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The body of a request. It can be consumed once, in one of the ways offered here; a second attempt throws {@link
 * IllegalStateException}. What an answer leaves unread is discarded.
 *
 * <p>As a {@link Flow.Publisher} it streams with back-pressure: bytes are read from the network as they are requested.
 * Buffers belong to the subscriber and may be kept. Signals arrive on the request's event loop.
 */
public interface Body extends Flow.Publisher<ByteBuffer> {

    /** The length in bytes when the client announced it. */
    OptionalLong length();

    /**
     * The whole body in memory. Completes exceptionally with a {@link StatusException} (413) when it has more than {@code
     * maxBytes} bytes.
     */
    CompletionStage<byte[]> bytes(int maxBytes);

    /** The whole body in memory, at most 1 MiB. */
    default CompletionStage<byte[]> bytes() {
        return bytes(1 << 20);
    }

    /** The whole body as text, at most 1 MiB, in the charset of its {@code Content-Type}, UTF-8 without one. */
    CompletionStage<String> text();

    /** The whole body as JSON, at most 1 MiB. Completes exceptionally with a {@link StatusException} (400) if malformed. */
    <T> CompletionStage<T> json(Class<T> type);

    /** The fields of an {@code application/x-www-form-urlencoded} body, at most 1 MiB; empty for another type. */
    CompletionStage<Map<String, List<String>>> form();

    /**
     * The body as a stream, for worker threads: reading blocks until bytes arrive.
     *
     * @throws IllegalStateException on an event loop
     */
    InputStream stream();
}
