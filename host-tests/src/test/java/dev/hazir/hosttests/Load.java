package dev.hazir.hosttests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask without a pause until they are stopped, and remember every request that failed. */
final class Load implements AutoCloseable {

    /** One request; throws when it was not answered as it should be. */
    interface Ask {
        void once() throws Exception;
    }

    private final List<Thread> clients = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** Adds a client that repeats a request. */
    Load client(String name, Ask ask) {
        Thread thread = new Thread(() -> repeat(name, ask), "load-" + name);
        clients.add(thread);
        thread.start();
        return this;
    }

    /** A GET over a connection that is kept, or a new one each time. */
    static Ask get(URI url, boolean newConnection) {
        return () -> {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            if (newConnection) {
                connection.setRequestProperty("connection", "close");
            }
            expectOk(connection);
        };
    }

    /** A POST whose body arrives piece by piece over a raw socket. */
    static Ask slowUpload(URI url) {
        return () -> {
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.setSoTimeout(20_000);
                OutputStream out = socket.getOutputStream();
                byte[] piece = new byte[8_192];
                int pieces = 40;
                out.write(("POST " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                + "\r\nConnection: close\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                                + piece.length * pieces + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < pieces; i++) {
                    out.write(piece);
                    out.flush();
                }
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException(
                            "answered: " + answer.lines().findFirst().orElse("nothing"));
                }
            }
        };
    }

    long asked() {
        return asked.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join(30_000);
        }
    }

    private void repeat(String name, Ask ask) {
        while (!stopped) {
            try {
                ask.once();
            } catch (Exception e) {
                failures.add(name + ": " + e);
            }
            asked.incrementAndGet();
        }
    }

    private static void expectOk(HttpURLConnection connection) throws IOException {
        connection.setReadTimeout(20_000);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (status != 200) {
                throw new IOException("status " + status
                        + (body == null ? "" : " " + new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
            body.readAllBytes();
        }
    }
}
