package dev.hazir.hosttests;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask without a long pause until they are stopped, and remember every request that failed. */
final class Load implements AutoCloseable {

    private static final long PAUSE_MILLIS = 2;

    /** One request; throws when it was not answered as it should be. */
    interface Ask {
        void once() throws Exception;
    }

    private final List<Thread> clients = new ArrayList<>();
    private final Map<String, Latencies> latencies = new LinkedHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean swapping;
    private volatile int swaps;
    private volatile boolean stopped;

    /** Adds a client that repeats a request. */
    Load client(String name, Ask ask) {
        Latencies own = latencies.computeIfAbsent(name, fresh -> new Latencies());
        Thread thread = new Thread(() -> repeat(name, ask, own), "load-" + name);
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

    /** Does something that may slow requests down; those that meet it are counted apart. */
    <T> T during(Callable<T> act) throws Exception {
        swapping = true;
        try {
            return act.call();
        } finally {
            swaps++;
            swapping = false;
        }
    }

    long asked() {
        return asked.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** By the name of the clients. */
    Map<String, Latencies> latencies() {
        return latencies;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join(Patience.LIMIT.toMillis());
        }
    }

    private void repeat(String name, Ask ask, Latencies own) {
        while (!stopped) {
            int swapsBefore = swaps;
            boolean metSwap = swapping;
            long start = System.nanoTime();
            try {
                ask.once();
                own.add(System.nanoTime() - start, metSwap || swapping || swaps != swapsBefore);
                Thread.sleep(PAUSE_MILLIS);
            } catch (Exception | AssertionError e) {
                failures.add(name + ": " + e);
            }
            asked.incrementAndGet();
        }
        if (ask instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                failures.add(name + " at its end: " + e);
            }
        }
    }

    private static void expectOk(HttpURLConnection connection) throws IOException {
        connection.setReadTimeout((int) Patience.LIMIT.toMillis());
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
