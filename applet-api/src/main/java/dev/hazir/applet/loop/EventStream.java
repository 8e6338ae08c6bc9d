package dev.hazir.applet.loop;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.util.Optional;

/**
 * A stream of server-sent events to one client. Its scope ends when the client goes or the stream is closed. All methods
 * may be called from any thread; what is sent to an ended stream is dropped.
 */
public interface EventStream extends Scope {

    /** Sends an event. */
    void send(ServerEvent event);

    /** Sends an event whose data is a value as JSON. */
    void sendJson(Object value);

    /** What a reconnecting browser says it has seen last ({@code Last-Event-ID}). */
    Optional<String> lastEventId();

    /** Whether the client keeps up: false while more than 64 KiB wait to be taken by it. */
    boolean writable();

    /** Runs an action on the event loop each time the stream has become writable again. */
    Registration onWritable(Runnable action);

    /** Ends the stream after what was sent. */
    void close();
}
