package dev.hazir.applet.loop;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One open websocket. Its scope ends when it is closed by either side. Sending and closing may be called from any
 * thread; receivers are called on the connection's event loop and must not block. A receiver that throws closes the
 * websocket with 1011. What is sent after the end is dropped.
 */
public interface WebSocket extends Scope {

    /** Names this connection in logs and lists. */
    String id();

    /** The request that opened it. */
    Request request();

    /** The subprotocol that was agreed on. */
    Optional<String> subprotocol();

    /** Receives whole text messages. */
    WebSocket onText(Receiver<String> receiver);

    /** Receives whole binary messages; the buffer belongs to the receiver. */
    WebSocket onBinary(Receiver<ByteBuffer> receiver);

    /** Receives the payload of pongs; pings are answered by the host. */
    WebSocket onPong(Receiver<ByteBuffer> receiver);

    /** Learns why the websocket was closed; called once, before the scope's end actions. */
    WebSocket onClose(Receiver<Close> receiver);

    /** Sends a text message. */
    void send(String text);

    /** Sends a binary message; the buffer must not be changed afterwards. */
    void send(ByteBuffer bytes);

    /** Sends a value as a JSON text message. */
    void sendJson(Object value);

    /** Sends a ping with up to 125 bytes. */
    void ping(ByteBuffer payload);

    /** Whether the client keeps up: false while more than 64 KiB wait to be taken by it. */
    boolean writable();

    /** Runs an action on the event loop each time the websocket has become writable again. */
    Registration onWritable(Runnable action);

    /** Stops reading messages until {@link #resume}: the client is slowed down by TCP. */
    void pause();

    /** Reads messages again after {@link #pause}. */
    void resume();

    /** Closes with 1000. */
    default void close() {
        close(1000, "");
    }

    /**
     * Closes with a code (1000, 1001, 1003, 1007 to 1014, 3000 to 4999) and a reason of at most 123 bytes in UTF-8.
     *
     * @throws IllegalArgumentException for a code that must not be sent or a longer reason
     */
    void close(int code, String reason);

    /** Why a websocket was closed: the code 1006 stands for a connection that was lost without a close frame. */
    record Close(int code, String reason) {}

    /** Receives something on the event loop; must not block. */
    @FunctionalInterface
    interface Receiver<T> {
        /**
         * Called on the connection's event loop.
         *
         * @throws Exception to close the websocket with 1011
         */
        void receive(T message) throws Exception;
    }
}
