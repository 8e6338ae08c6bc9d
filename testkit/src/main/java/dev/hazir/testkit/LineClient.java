package dev.hazir.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A device that speaks lines over TCP. Closing it closes the connection. */
public final class LineClient implements AutoCloseable {

    private final String name;
    private final Timeline timeline;
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    LineClient(String name, int port, Timeline timeline) {
        this.name = name;
        this.timeline = timeline;
        try {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.setTcpNoDelay(true);
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        } catch (IOException e) {
            throw timeline.failure("port " + name + " (" + port + ") cannot be reached: " + e.getMessage());
        }
        timeline.add(name, "connected");
    }

    /** Sends a line. */
    public LineClient send(String line) {
        timeline.add(name, "-> " + line);
        return write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a line byte by byte, each in a packet of its own. */
    public LineClient sendSlowly(String line) {
        return sendSlowly(line, Duration.ZERO);
    }

    /**
     * Sends a line byte by byte, each in a packet of its own, with a pause after each.
     *
     * @param pause real time, which the applet's clock does not see
     */
    public LineClient sendSlowly(String line, Duration pause) {
        timeline.add(name, "-> " + line + " (byte by byte)");
        for (byte octet : (line + "\n").getBytes(StandardCharsets.UTF_8)) {
            write(new byte[] {octet});
            pause(pause);
        }
        return this;
    }

    /** Fails unless the next line is this one, within 30 s. */
    public LineClient expect(String line) {
        String actual = read();
        if (!line.equals(actual)) {
            throw timeline.failure(
                    "port " + name + " answered " + (actual == null ? "by closing the connection" : "'" + actual + "'")
                            + " (expected: '" + line + "')");
        }
        return this;
    }

    /** Fails unless the other side closes the connection within 30 s. */
    public void expectClosed() {
        String line = read();
        if (line != null) {
            throw timeline.failure("port " + name + " answered '" + line + "' (expected: a closed connection)");
        }
    }

    /** Breaks the connection off: the other side sees a reset. */
    public void cut() {
        timeline.add(name, "cut");
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

    private void pause(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeline.failure("the test was interrupted while port " + name + " was sent a line slowly");
        }
    }

    private LineClient write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw timeline.failure("port " + name + " takes nothing more: " + e.getMessage());
        }
    }

    private @Nullable String read() {
        try {
            String line = in.readLine();
            timeline.add(name, line == null ? "closed" : "<- " + line);
            return line;
        } catch (SocketTimeoutException e) {
            throw timeline.failure("port " + name + " sent no line within " + Patience.LIMIT.toSeconds() + " s");
        } catch (IOException e) {
            timeline.add(name, "lost: " + e.getMessage());
            return null;
        }
    }
}
