package dev.hazir.host.applet;

/** Something that a client has open. */
interface Open extends AutoCloseable {

    /** The version that serves it now, or {@code closed}. */
    String serves() throws Exception;

    @Override
    void close() throws Exception;
}
