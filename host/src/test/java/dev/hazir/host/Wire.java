package dev.hazir.host;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One request as bytes, and all that comes back. */
public final class Wire {

    private static final int PATIENCE_MILLIS = 60_000;

    private Wire() {}

    /** A request with GET, with whatever name of the host. */
    public static String get(int port, String host, String path, String... fields) throws IOException {
        return send(new Socket("127.0.0.1", port), get(host, path, fields));
    }

    /** The text of a request with GET that is the last of its connection. */
    public static String get(String host, String path, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "Connection: close\r\n\r\n";
    }

    /** Sends a text and reads to the end. */
    public static String send(Socket connection, String text) throws IOException {
        try (connection) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            throw new IOException("nothing more came for a minute", e);
        }
    }

    public static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
