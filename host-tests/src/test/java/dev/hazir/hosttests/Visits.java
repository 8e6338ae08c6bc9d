package dev.hazir.hosttests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clients of the applet of {@link BusyApplet} ask for, and what is the only right answer. */
final class Visits {

    /** A path with the whole answer it must give; its only group is the version. */
    record Page(String path, Pattern answer) {}

    static final Page RESOURCE = new Page("/res/busy/version", Pattern.compile("\"([0-9.]+)\""));
    static final Page LATER = new Page("/res/busy/later", RESOURCE.answer());
    static final Page SERVLET = new Page("/apps/busy/version", Pattern.compile("([0-9.]+)"));
    static final Page SLOW = new Page("/apps/busy/slow", SERVLET.answer());
    static final Page THYMELEAF = new Page("/apps/busy/page", Pattern.compile("<p>([0-9.]+)</p>"));
    static final Page FILE =
            new Page("/apps/busy/data.txt", Pattern.compile("([0-9.]+)\n" + Pattern.quote(BusyApplet.FILLER)));

    private static final int PIECES = 20;
    private static final int PIECE = 8_192;
    private static final long BETWEEN_PIECES_MILLIS = 10;
    private static final int LONG_ENOUGH = 40;

    private final URI host;
    private final Versions versions;

    Visits(URI host, Versions versions) {
        this.host = host;
        this.versions = versions;
    }

    /** Asks again and again over one connection, which nobody may close. */
    Load.Ask kept(Page page) {
        return new Kept(List.of(page));
    }

    /** Sends several requests at once over one connection. */
    Load.Ask pipelined(Page... pages) {
        return new Kept(List.of(pages));
    }

    /** Asks over a new connection each time. */
    Load.Ask fresh(Page page) {
        return () -> {
            try (Kept once = new Kept(List.of(page))) {
                once.once();
            }
        };
    }

    /** A body that arrives piece by piece. */
    Load.Ask upload() {
        return () -> {
            int mark = versions.mark();
            try (Wire wire = new Wire(host)) {
                wire.send(("POST /apps/busy/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: " + PIECES * PIECE + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < PIECES; i++) {
                    wire.send(new byte[PIECE]);
                    Thread.sleep(BETWEEN_PIECES_MILLIS);
                }
                check(mark, Pattern.compile(PIECES * PIECE + " bytes for ([0-9.]+)"), wire.answer());
            }
        };
    }

    /** Waits for the next message of a topic: there is one, or the answer is that there is none yet. */
    Load.Ask longPoll() {
        return () -> {
            int mark = versions.mark();
            try (Wire wire = new Wire(host)) {
                wire.get("/res/busy/next");
                Wire.Answer answer = wire.answer();
                if (answer.status() != 204) {
                    check(mark, RESOURCE.answer(), answer);
                }
            }
        };
    }

    /** A stream of events, until the host ends it properly or it was long enough. */
    Load.Ask events() {
        return () -> {
            int mark = versions.mark();
            try (Wire wire = new Wire(host)) {
                wire.get("/res/busy/events");
                if (wire.head() != 200) {
                    throw new IOException("no stream: " + wire.chunk());
                }
                StringBuilder unread = new StringBuilder();
                for (int i = 0; i < LONG_ENOUGH; i++) {
                    String chunk = wire.chunk();
                    if (chunk.isEmpty()) {
                        break;
                    }
                    unread.append(chunk);
                    for (int end = unread.indexOf("\n\n"); end >= 0; end = unread.indexOf("\n\n")) {
                        check(mark, Pattern.compile("data: \"([0-9.]+)\""), unread.substring(0, end));
                        unread.delete(0, end + 2);
                    }
                }
                if (!unread.isEmpty()) {
                    throw new IOException("the stream ended within an event: " + unread);
                }
            }
        };
    }

    /** Sends lines over one connection of a port that answers each with the same. */
    static Load.Ask echo(int port) {
        return new Echo(port);
    }

    private void check(int mark, Pattern right, Wire.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        check(mark, right, answer.text());
    }

    private void check(int mark, Pattern right, String text) throws IOException {
        Matcher found = right.matcher(text);
        if (!found.matches()) {
            throw new IOException("a wrong answer: " + text.substring(0, Math.min(200, text.length())));
        }
        versions.check(mark, found.group(1));
    }

    /** One connection that is used for all requests of a client, one batch after the other. */
    private final class Kept implements Load.Ask, AutoCloseable {
        private final List<Page> pages;
        private Wire wire;

        Kept(List<Page> pages) {
            this.pages = pages;
        }

        @Override
        public void once() throws IOException {
            int mark = versions.mark();
            try {
                if (wire == null) {
                    wire = new Wire(host);
                }
                wire.get(pages.stream().map(Page::path).toArray(String[]::new));
                for (Page page : pages) {
                    check(mark, page.answer(), wire.answer());
                }
            } catch (IOException | AssertionError e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (wire != null) {
                wire.close();
                wire = null;
            }
        }
    }

    /** One connection of a port. */
    private static final class Echo implements Load.Ask, AutoCloseable {
        private final int port;
        private Socket socket;
        private BufferedReader lines;

        Echo(int port) {
            this.port = port;
        }

        @Override
        public void once() throws IOException {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout((int) Patience.LIMIT.toMillis());
                lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            String line = lines.readLine();
            if (!"hello".equals(line)) {
                throw new IOException("answered: " + line);
            }
        }

        @Override
        public void close() throws IOException {
            if (socket != null) {
                socket.close();
            }
        }
    }
}
