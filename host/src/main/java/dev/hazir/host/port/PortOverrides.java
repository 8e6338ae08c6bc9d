package dev.hazir.host.port;

/** What the operator has set for ports. */
@FunctionalInterface
public interface PortOverrides {

    /** The address ports are bound to unless the operator says otherwise. */
    String LOOPBACK = "127.0.0.1";

    /**
     * Where a port listens.
     *
     * @param bind the local address; {@code 0.0.0.0} or {@code ::} for all
     * @param number the number, or 0 for any free one
     */
    record Place(String bind, int number) {}

    /** Says where a port of an applet listens, given the number it was declared with. */
    Place place(String applet, String port, int declared);

    /** Nothing is overridden: declared numbers, on loopback. */
    static PortOverrides none() {
        return (applet, port, declared) -> new Place(LOOPBACK, declared);
    }
}
