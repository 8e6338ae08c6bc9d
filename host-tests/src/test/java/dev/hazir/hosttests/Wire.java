package dev.hazir.hosttests;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP/1.1 connection without any of the kindness of a client library: nothing is tried twice, and an answer that is
 * not complete is an exception.
 */
final class Wire implements AutoCloseable {

    /** An answer with its whole body. */
    record Answer(int status, String text) {}

    private static final int CHUNKED = -1;

    private final Socket socket;
    private final InputStream in;
    private int status;
    private int length;

    Wire(URI host) throws IOException {
        socket = new Socket(host.getHost(), host.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    }

    /** Sends one GET, or several at once. */
    void get(String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        send(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Answer answer() throws IOException {
        head();
        if (length != CHUNKED) {
            return new Answer(status, text(length));
        }
        StringBuilder body = new StringBuilder();
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            body.append(chunk);
        }
        return new Answer(status, body.toString());
    }

    /** Reads up to the end of the head; the status is returned, the body comes in chunks. */
    int head() throws IOException {
        status = Integer.parseInt(line().split(" ")[1]);
        length = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = CHUNKED;
            }
        }
        return status;
    }

    /** The next chunk of the body, or an empty one at its end. */
    String chunk() throws IOException {
        String chunk = text(Integer.parseInt(line(), 16));
        if (!line().isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
        return chunk;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String text(int bytes) throws IOException {
        byte[] content = in.readNBytes(bytes);
        if (content.length < bytes) {
            throw new EOFException("the answer broke off after " + content.length + " of " + bytes + " bytes");
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed instead of an answer, after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
