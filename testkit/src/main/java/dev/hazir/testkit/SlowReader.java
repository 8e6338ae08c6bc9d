package dev.hazir.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A web client that takes its answer as slowly as the test lets it: nothing is read but what a method here asks for, and
 * the operating system keeps a few kilobytes at most, so that a large answer piles up where it comes from. It speaks
 * HTTP/1.0: the end of the connection is the end of the answer. Closing it closes the connection.
 */
public final class SlowReader implements AutoCloseable {

    private static final int BUFFER = 4096;

    private final WebClient client;
    private final Asked request;
    private final Socket socket = new Socket();
    private final InputStream in;
    private int status;

    SlowReader(WebClient client, Asked request, String cookies) {
        this.client = client;
        this.request = request;
        try {
            socket.setReceiveBufferSize(BUFFER);
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.connect(new InetSocketAddress(
                    request.address().getHost(), request.address().getPort()));
            socket.getOutputStream()
                    .write((request + " HTTP/1.0\r\nHost: " + request.address().getAuthority() + "\r\n"
                                    + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            this.in = socket.getInputStream();
        } catch (IOException e) {
            throw client.failure(request, " could not be sent: " + e.getMessage());
        }
    }

    /** Reads the head of the answer and fails unless the status is this one. */
    public SlowReader expectStatus(int expected) {
        readHead();
        if (status != expected) {
            throw client.failure(request, "\nexpected: status " + expected + "\nanswered: " + status);
        }
        return this;
    }

    /** Reads this many bytes of the answer's body, which must come within 30 s each. */
    public byte[] read(int bytes) {
        readHead();
        byte[] read = taking(() -> in.readNBytes(bytes));
        if (read.length < bytes) {
            throw client.failure(
                    request, " ended after " + read.length + " more bytes (expected: at least " + bytes + " more)");
        }
        return read;
    }

    /** Reads all that is left of the answer's body. */
    public byte[] rest() {
        readHead();
        return taking(in::readAllBytes);
    }

    /** Breaks the connection off: the other side sees a reset. */
    public void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readHead() {
        if (status == 0) {
            String line = taking(this::readLine);
            if (!line.matches("HTTP/1\\.[01] \\d{3}.*")) {
                throw client.failure(request, " was answered with '" + line + "' (expected: a status line)");
            }
            status = Integer.parseInt(line.substring(9, 12));
            while (!line.isEmpty()) {
                line = taking(this::readLine);
            }
        }
    }

    /** Byte by byte: a buffer would take more than the test asked for. */
    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private <T> T taking(Taking<T> taking) {
        try {
            return taking.run();
        } catch (SocketTimeoutException e) {
            throw client.failure(request, " sent nothing more within " + Patience.LIMIT.toSeconds() + " s");
        } catch (IOException e) {
            throw client.failure(request, " broke off: " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Taking<T> {
        T run() throws IOException;
    }
}
