package dev.hazir.host.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. Whatever carries it (HTTP/1.1 today, HTTP/2 later) is unseen here.
 *
 * <p>Life: an {@code Endpoint} gets it on its event loop and reads and sends in any order; it is over when the last
 * part of the response was handed over and the request's body was consumed or given up, or when the connection was lost.
 * An exchange that is over drops what is sent.
 */
public interface HttpExchange {

    /** What was asked for. */
    RequestHead request();

    /** The connection it came on. */
    HttpConnection connection();

    /** Who asks: the other end of the connection, or whom a proxy names that is trusted. */
    default InetSocketAddress client() {
        return connection().remoteAddress();
    }

    /** The event loop of its connection. */
    EventLoop loop();

    /**
     * Sets how many body bytes are accepted. To be called on the event loop before the first {@link #read}. Returns false
     * when the announced length, or what has arrived, is already too large: the caller then answers with 413. A body that turns out to be
     * larger ends with a {@link BodyChunk#failure} of type {@link BodyTooLargeException}.
     */
    boolean limitBody(long bytes);

    /**
     * The next part of the body that has arrived, or null when none is waiting. The first read of a request that expects
     * it makes the connection send {@code 100 Continue}. Any thread, one at a time. The caller releases the chunk. After
     * the last or a failed chunk every further read gives the same again, without bytes.
     */
    @Nullable
    BodyChunk read();

    /**
     * Asks for more body: {@code available} runs once on the event loop when {@link #read} would not give null; at once
     * through the event loop if it already would not. Any thread; one demand at a time.
     */
    void demand(Runnable available);

    /**
     * Gives up on the rest of the body: a short rest is read and dropped, after a long one the connection is closed. Any
     * thread. Whoever has begun to read and does not read to the end calls it, because the exchange waits for the reader;
     * of a body that nobody has begun to read when the response ends, the exchange gives up by itself.
     */
    void ignoreBody();

    /**
     * Sends the next part of the response. Any thread; the next part only after the callback of the one before.
     *
     * @param head with the first part, null afterwards; an informational head (1xx) comes alone and does not commit
     * @param content owned by the exchange from here on; may be empty
     * @param last whether the response ends with this part
     * @param callback called once, on any thread: soon while the client keeps up, later when it is slow
     */
    void send(@Nullable ResponseHead head, ByteBuf content, boolean last, SendCallback callback);

    /** The same with content that its owner may change as soon as this returns. Its position is not moved. */
    void sendCopy(@Nullable ResponseHead head, ByteBuffer content, boolean last, SendCallback callback);

    /** Whether a final head has been handed over. */
    boolean committed();

    /** Whether the client keeps up: false while more than 64 KiB wait to be taken by it. */
    boolean writable();

    /** Runs an action on the event loop each time the exchange has become writable again. */
    void onWritable(Runnable action);

    /** Gives up: the connection (or stream) is cut, so that the client sees an incomplete answer. Any thread. */
    void abort(Throwable cause);

    /**
     * Runs once on the event loop if the client goes away, the connection fails, or the exchange is given up before it is
     * over. A client that has only ended its side of the connection still waits for the answer and does not count as gone;
     * to tell both apart takes seconds.
     */
    void onAbort(Consumer<Throwable> action);

    /**
     * Runs once on the event loop when the client has ended its side of the connection: it may be gone, which only who sends
     * learns. To be called on the event loop; one action. Without a connection of its own nothing of the kind is told.
     */
    default void onInputEnd(Runnable action) {}

    /** Runs once on the event loop when the exchange is over, after {@link #onAbort}. */
    void onEnd(Runnable action);

    /** Says that somebody else lists it for operators, as more than a request. */
    default void listedElsewhere() {}

    /**
     * Leaves HTTP: sends the head (101, with its own {@code Connection} and {@code Upgrade} fields), then gives the
     * channel, emptied of HTTP handlers and with reading paused ({@code autoRead} off), to {@code taken} on the event
     * loop. Bytes that arrived behind the request are read from the channel by the new handlers. The exchange is over
     * when {@code taken} has returned: {@link #onEnd} runs then, so that a long-lived connection does not keep its
     * deployment's gate from emptying. Whoever takes the channel owns it and closes it.
     */
    void upgrade(ResponseHead head, Consumer<Channel> taken);
}
