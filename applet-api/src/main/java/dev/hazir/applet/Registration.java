package dev.hazir.applet;

/**
 * Something an applet has registered with the host. Closing it withdraws it; a second close does nothing. Closing is
 * legal on any thread and does not block. The host closes what an applet leaves open when the deployment ends, newest
 * first.
 */
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
