package dev.hazir.host;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port, of TCP and of UDP, for tests that must name one before it is opened. */
public final class FreePort {

    private static final int FIRST = 10_000;
    /** From about here on systems give ports to whoever asks for any: one of those may be gone before a test opens it. */
    private static final int BEYOND = 30_000;

    private FreePort() {}

    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return Math.min(free.getLocalPort(), udp.getLocalPort());
            } catch (BindException e) {
                continue; // somebody else has it
            }
        }
    }
}
