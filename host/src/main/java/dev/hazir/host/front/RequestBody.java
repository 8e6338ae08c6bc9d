package dev.hazir.host.front;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.BodyTooLargeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way: the event loop puts bytes in, a reader on any thread takes them out. It asks for no
 * more than {@value #ENOUGH} bytes to wait.
 */
final class RequestBody {

    private static final int ENOUGH = 64 * 1024;

    /** As much of a body that nobody reads is received and dropped to keep its connection. */
    private static final int WORTH_DROPPING = 256 * 1024;

    private final long announced;
    private final Executor loop;
    private final Runnable hungry;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>(4);
    private long waitingBytes;
    private long received;
    private long dropped;
    private long limit = Long.MAX_VALUE;
    private boolean exceeded;
    private boolean full;
    private boolean awaited;
    private boolean complete;
    private boolean givenUp;
    private boolean consumed;
    private boolean touched;
    private @Nullable BodyChunk end;
    private @Nullable Runnable demand;

    /**
     * An empty body with more to come.
     *
     * @param announced its length, or -1 when it is not known
     * @param loop runs what it is given later on the event loop
     * @param hungry run on the loop when a full body has room again, and when an awaited end was taken
     */
    RequestBody(long announced, Executor loop, Runnable hungry) {
        this.announced = announced;
        this.loop = loop;
        this.hungry = hungry;
    }

    /** Sets how many bytes are accepted. Returns whether no more than that have arrived. */
    boolean limit(long bytes) {
        synchronized (this) {
            limit = bytes;
            if (received <= bytes) {
                return true;
            }
            exceeded = true;
            // Also when all of it is here already: it came with its head, before anybody could set a limit.
            end = BodyChunk.failed(new BodyTooLargeException(bytes));
        }
        loop.execute(this::signal);
        return false;
    }

    /** Puts bytes in; on the loop. Bytes that nobody will read are dropped. */
    void add(ByteBuf bytes) {
        boolean tooMany;
        long allowed;
        synchronized (this) {
            received += bytes.readableBytes();
            allowed = limit;
            tooMany = received > limit;
            exceeded |= tooMany;
            if (!tooMany && end == null && bytes.isReadable()) {
                waiting.add(bytes);
                waitingBytes += bytes.readableBytes();
                return;
            }
            dropped += bytes.readableBytes();
        }
        bytes.release();
        if (tooMany) {
            fail(new BodyTooLargeException(allowed));
        }
    }

    /** All of it has arrived; on the loop. */
    synchronized void end(HttpHeaders trailers) {
        complete = true;
        if (end == null) {
            end = new BodyChunk(Unpooled.EMPTY_BUFFER, true, trailers, null);
        }
    }

    /** It broke off: the reader gets what waits and then the failure. Any thread. */
    void fail(Throwable cause) {
        synchronized (this) {
            if (end == null) {
                end = BodyChunk.failed(cause);
            }
        }
        loop.execute(this::signal);
    }

    /** Takes the next part out. */
    @Nullable
    BodyChunk read() {
        boolean wake;
        BodyChunk chunk;
        synchronized (this) {
            touched = true;
            ByteBuf bytes = waiting.poll();
            if (bytes != null) {
                waitingBytes -= bytes.readableBytes();
                boolean last = waiting.isEmpty() && end != null && end.failure() == null;
                HttpHeaders trailers = last && end != null ? end.trailers() : EmptyHttpHeaders.INSTANCE;
                chunk = new BodyChunk(bytes, last, trailers, null);
            } else {
                chunk = end;
            }
            boolean firstEnd = chunk != null && chunk.last() && !consumed;
            consumed |= firstEnd;
            wake = (firstEnd && awaited) || (full && waitingBytes < ENOUGH / 2);
            full &= !wake;
        }
        if (wake) {
            loop.execute(hungry);
        }
        return chunk;
    }

    /** Remembers who waits for more. */
    void demand(Runnable available) {
        boolean now;
        synchronized (this) {
            touched = true;
            now = readable();
            if (!now) {
                demand = available;
            }
        }
        if (now) {
            loop.execute(available);
        }
    }

    /** Tells who waits for more that there is some; on the loop. */
    void signal() {
        Runnable available;
        synchronized (this) {
            available = demand;
            if (available == null || !readable()) {
                return;
            }
            demand = null;
        }
        available.run();
    }

    /** Nobody should read any more: drops what waits; a reader that comes gets the cause. */
    void giveUp(Throwable cause) {
        boolean wake;
        synchronized (this) {
            givenUp = true;
            if (end == null || !waiting.isEmpty()) {
                end = BodyChunk.failed(cause);
            }
            dropped += waitingBytes;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            waitingBytes = 0;
            wake = demand != null || full;
            full = false;
        }
        if (wake) {
            loop.execute(this::signal);
            loop.execute(hungry);
        }
    }

    /** Whether more bytes should be received; on the loop. When not, {@code hungry} runs once that changes. */
    synchronized boolean wantsMore() {
        if (end != null) {
            return dropped <= WORTH_DROPPING;
        }
        full = waitingBytes >= ENOUGH;
        return !full;
    }

    /** Whether dropping the rest is more than keeping the connection is worth. */
    synchronized boolean restIsLong() {
        return dropped + (announced < 0 ? 0 : announced - received) > WORTH_DROPPING;
    }

    /** Whether nobody has to wait for its reader; when not, {@code hungry} runs once the reader is through. */
    synchronized boolean finished() {
        awaited = !consumed && !givenUp;
        return !awaited;
    }

    synchronized boolean givenUp() {
        return givenUp;
    }

    /** Whether it broke off or was more than is accepted: the connection is not worth keeping then. */
    synchronized boolean broken() {
        return exceeded || (end != null && end.failure() != null && !givenUp);
    }

    /** Whether somebody has begun to read it. */
    synchronized boolean touched() {
        return touched;
    }

    /** Whether a part of it has arrived. */
    synchronized boolean begun() {
        return received > 0 || complete;
    }

    synchronized long received() {
        return received;
    }

    private boolean readable() {
        return !waiting.isEmpty() || end != null;
    }
}
