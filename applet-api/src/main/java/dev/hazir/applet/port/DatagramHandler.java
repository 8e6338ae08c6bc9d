package dev.hazir.applet.port;

/** Receives the datagrams of a UDP port. Called on the port's event loop; must not block. */
@FunctionalInterface
public interface DatagramHandler {

    /**
     * Called for each datagram.
     *
     * @throws Exception to count a fault of the port; the port stays open
     */
    void datagram(Datagram datagram) throws Exception;
}
