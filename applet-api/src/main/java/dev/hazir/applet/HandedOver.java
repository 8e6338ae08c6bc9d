package dev.hazir.applet;

/**
 * What one version of an applet has handed over to the next so that a connection can go on: plain data, no object of the
 * version before. A record became JSON and comes back as whatever record of this version fits it; bytes come back as they
 * were.
 */
public interface HandedOver {

    /** The version that has served the connection until now. */
    String version();

    /**
     * The state as a value of this version. Properties that the type does not know are left out.
     *
     * @throws IllegalArgumentException when the state does not fit the type; a handler that lets it out refuses the
     *     connection
     */
    <T> T as(Class<T> type);

    /** The state as it was handed over: bytes as they are, a value as JSON in UTF-8. The array belongs to the caller. */
    byte[] bytes();
}
