package dev.hazir.applet.loop;

/** Fills a stream of server-sent events. Called on the request's event loop; must not block. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Called once when the head has been sent. Keep the stream and send to it from any thread until it ends.
     *
     * @throws Exception to end the stream
     */
    void opened(EventStream stream) throws Exception;
}
