package dev.hazir.applet.loop;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Callable;

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

    /**
     * Lets the next version of the applet go on with this websocket at an upgrade, if its route on the same path has a
     * {@link WebSocketHandler#resumption}. Without this, or when the next version does not go on with it, {@link
     * WebSocketRoute#atUpgrade} decides.
     *
     * <p>The callable is called at most once, on the connection's event loop, between two messages, while reading is
     * paused; it must not block. It gives what the next version needs: a record or another value that becomes JSON, or a
     * {@code byte[]}; or a {@link java.util.concurrent.CompletionStage} of these when answers are still under way: what is
     * sent until it completes still goes out. With {@code null}, with an exception (counted as a fault), or with a stage
     * that takes longer than the host's limit (5 s) the websocket stays with this version and is read again.
     *
     * <p>When the state has been given, this view of the websocket is over: its scope ends, receivers hear nothing more,
     * {@link #onClose} is not called, and what is sent or closed here afterwards is dropped. The client notices nothing.
     * Only if the next version has gone meanwhile, the websocket is closed with 1012 here.
     *
     * @return this websocket
     */
    WebSocket onHandOver(Callable<?> state);

    /** Sends a text message. Sending the same string to many websockets encodes it once. */
    void send(String text);

    /** Sends a binary message; the buffer must not be changed afterwards. */
    void send(ByteBuffer bytes);

    /**
     * Sends a value as a JSON text message. A message that a {@link dev.hazir.applet.topic.Topic} is just giving to a
     * subscriber is encoded once for all of them.
     */
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
