package dev.hazir.host.front;

import java.time.Duration;

/**
 * Where the front door listens and what it puts up with.
 *
 * @param bind the address to listen on
 * @param port the port; 0 picks a free one
 * @param requestLineBytes the longest request line; a longer one is answered with 414
 * @param headerBytes all header fields of a request together; more is answered with 431
 * @param slowHead how long the head of a request may take from its first byte on; then 408
 * @param slowBody how long a client may send nothing while its body is waited for; then 408
 * @param slowReader how long a client may take nothing of a response that waits for it; then the connection is cut
 * @param idle how long a connection is kept between two requests
 * @param connections how many may be open; one more is answered with 503 and closed
 */
public record FrontConfig(
        String bind,
        int port,
        int requestLineBytes,
        int headerBytes,
        Duration slowHead,
        Duration slowBody,
        Duration slowReader,
        Duration idle,
        int connections) {

    /** Loopback, port 8899, and limits that suit browsers and programs. */
    public static FrontConfig defaults() {
        return new FrontConfig(
                "127.0.0.1",
                8899,
                8 * 1024,
                16 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                20_000);
    }

    /** The same with another address and port. */
    public FrontConfig at(String otherBind, int otherPort) {
        return new FrontConfig(
                otherBind, otherPort, requestLineBytes, headerBytes, slowHead, slowBody, slowReader, idle, connections);
    }
}
