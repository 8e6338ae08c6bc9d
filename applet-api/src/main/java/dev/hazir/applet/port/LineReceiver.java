package dev.hazir.applet.port;

import org.jspecify.annotations.Nullable;

/** Receives the lines of one connection, on its event loop; must not block. */
@FunctionalInterface
public interface LineReceiver {

    /**
     * Called for each line, without its end.
     *
     * @throws Exception to close the connection after {@link #failed} and count a fault of the port
     */
    void line(String line) throws Exception;

    /**
     * Called when {@link #line} threw or a line was too long, before the connection is closed: the last chance to send
     * something to the peer.
     */
    default void failed(Exception failure) {}

    /** Called once when the connection is closed by either side. */
    default void closed() {}

    /**
     * Called once at an upgrade whose new version goes on with this connection ({@link LineHandler#resumption}): between
     * two messages, while reading is paused. Nothing more is received here after it; {@link #closed} is not called, the
     * peer's scope ends, and what is sent afterwards is dropped.
     *
     * <p>Return a {@link java.util.concurrent.CompletionStage} when answers are still under way: sending goes on until it
     * has completed. If that takes longer than the host's limit (5 s), the connection stays with this version.
     *
     * @return what the new version needs: a record or another value that becomes JSON, or a {@code byte[]}; {@code null}
     *     to stay with this version
     * @throws Exception to stay with this version; counted as a fault of the port
     */
    default @Nullable Object handOver() throws Exception {
        return null;
    }
}
