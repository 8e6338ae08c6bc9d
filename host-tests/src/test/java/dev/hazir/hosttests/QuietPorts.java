package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers of ports that the system gives to nobody by itself: one that is free stays free until a test uses it, again and again. */
final class QuietPorts {

    private static final int LEAST = 10_000;
    /** Linux gives higher ones to whoever asks for any, and to clients. */
    private static final int MOST = 32_000;

    private QuietPorts() {}

    static int free() {
        while (true) {
            int number = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue; // taken: another one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
