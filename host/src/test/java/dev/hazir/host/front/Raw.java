package dev.hazir.host.front;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that writes exactly the bytes it is told to, and reads responses by the book. */
final class Raw implements AutoCloseable {

    record Response(int status, Map<String, String> headers, byte[] body, Map<String, String> trailers) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket;
    private final InputStream in;

    Raw(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        in = new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    /** Writes text as it is; {@code |} stands for CRLF. */
    Raw write(String text) throws IOException {
        return bytes(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes as much of a text as the other side takes. */
    void writeWhatIsTaken(String text) {
        try {
            write(text);
        } catch (IOException e) {
            // It has hung up, which is its good right.
        }
    }

    Raw bytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Raw get(String path) throws IOException {
        return write("GET " + path + " HTTP/1.1|Host: test||");
    }

    Response response() throws IOException {
        return response("GET");
    }

    /** Reads one response, and before it the news that more will come. */
    Response lateResponse() throws IOException {
        Response response = response();
        while (response.status() == 102) {
            response = response();
        }
        return response;
    }

    /** Reads one response to a request with a method. */
    Response response(String method) throws IOException {
        int status = head();
        Map<String, String> headers = fields();
        Map<String, String> trailers = Map.of();
        byte[] body;
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            body = new byte[0];
        } else if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                all.write(exactly(size));
                line();
            }
            trailers = fields();
            body = all.toByteArray();
        } else if (headers.containsKey("content-length")) {
            body = exactly(Integer.parseInt(headers.get("content-length")));
        } else {
            body = in.readAllBytes();
        }
        return new Response(status, headers, body, trailers);
    }

    /** Reads a status line. */
    int head() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.1 ")) {
            throw new IOException("not a status line: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    Map<String, String> fields() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, two) -> one + ", " + two);
        }
        return fields;
    }

    List<Response> responses(int count) throws IOException {
        List<Response> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(response());
        }
        return all;
    }

    /** Whether the server has closed its side, with nothing more to read. */
    boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** Closes with a reset instead of an orderly end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); ; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed after '" + line + "'");
            }
            if (c == '\n') {
                return line.substring(0, line.length() - 1);
            }
            line.append((char) c);
        }
    }

    byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the server closed after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }
}
