package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Many clients of one TCP port, each sending its next number when the last was answered with {@code <version> <number>
 * <how many lines this connection has sent>}. One thread serves them all.
 */
final class LockStep implements AutoCloseable {

    /** One client. Written by the thread of the clients; read by the test. */
    private static final class Client {
        private final int number;
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(256);
        private final Set<String> versions = ConcurrentHashMap.newKeySet();
        private volatile String version = "";
        private int sent;
        private long sentAt;

        Client(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }
    }

    private final List<Client> clients = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "lock-step");
    private volatile boolean over;
    private volatile long slowestNanos;
    private volatile long answers;

    LockStep(int port, int count) {
        try {
            selector = Selector.open();
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Client client = new Client(i, channel);
                channel.register(selector, SelectionKey.OP_READ, client);
                clients.add(client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** What went wrong on any connection. */
    List<String> failures() {
        return failures;
    }

    /** Whether the last answer of each client came from a version. */
    boolean allServedBy(String version) {
        return !failures.isEmpty() || clients.stream().allMatch(client -> client.version.equals(version));
    }

    /** By how many versions each client was served. */
    List<Integer> versionsServing() {
        return clients.stream().map(client -> client.versions.size()).distinct().toList();
    }

    long answers() {
        return answers;
    }

    /** The longest that any client has waited for an answer since this was asked last. */
    long takeSlowestMillis() {
        long slowest = slowestNanos;
        slowestNanos = 0;
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    @Override
    public void close() throws Exception {
        over = true;
        selector.wakeup();
        thread.join();
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }

    private void run() {
        try {
            for (Client client : clients) {
                sendNext(client);
            }
            while (!over) {
                selector.select(key -> read((Client) key.attachment(), key));
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private void read(Client client, SelectionKey key) {
        try {
            if (client.channel.read(client.in) < 0) {
                throw new IOException("disconnected");
            }
            client.in.flip();
            String text = StandardCharsets.UTF_8.decode(client.in.duplicate()).toString();
            int end = text.indexOf('\n');
            if (end >= 0) {
                client.in.position(end + 1);
                answered(client, text.substring(0, end));
            }
            client.in.compact();
        } catch (IOException e) {
            failures.add("client " + client.number + " after " + client.sent + " lines: " + e.getMessage());
            key.cancel();
        }
    }

    private void answered(Client client, String answer) throws IOException {
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - client.sentAt);
        int space = answer.indexOf(' ');
        String expected = client.sent + " " + client.sent;
        if (space < 0 || !answer.substring(space + 1).equals(expected) || client.in.hasRemaining()) {
            throw new IOException("'" + answer + "' (expected: a version, " + expected + ", and no more)");
        }
        client.version = answer.substring(0, space);
        client.versions.add(client.version);
        answers++;
        sendNext(client);
    }

    private static void sendNext(Client client) throws IOException {
        client.sent++;
        client.sentAt = System.nanoTime();
        client.channel.write(ByteBuffer.wrap((client.sent + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
