package dev.hazir.host.servlet;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.BodyTooLargeException;
import dev.hazir.host.http.HttpExchange;
import io.netty.buffer.ByteBuf;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of one request as Jetty reads it: one reader at a time, on any thread. */
final class BridgeBody {

    private final HttpExchange exchange;
    private Content.@Nullable Chunk next;
    private boolean begun;

    BridgeBody(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Whether something of it was asked for. */
    boolean begun() {
        return begun;
    }

    /** The next part, or null when none is waiting. After the end the last part's successor is given again and again. */
    Content.@Nullable Chunk read() {
        begun = true;
        Content.Chunk chunk = next;
        if (chunk == null) {
            BodyChunk read = exchange.read();
            if (read == null) {
                return null;
            }
            chunk = translate(read);
        }
        // An earlier part with trailers behind it has set what comes next already.
        if (next == null || next == chunk) {
            next = Content.Chunk.next(chunk);
        }
        return chunk;
    }

    /** Lets every further read fail. */
    void fail(Throwable cause) {
        begun = true;
        next = Content.Chunk.from(cause, true);
    }

    private Content.Chunk translate(BodyChunk read) {
        Throwable failure = read.failure();
        if (failure != null) {
            read.release();
            return Content.Chunk.from(
                    failure instanceof BodyTooLargeException ? new BodyTooLarge(failure) : failure, true);
        }
        Content.Chunk end = Content.Chunk.EOF;
        boolean trailers = read.last() && !read.trailers().isEmpty();
        if (trailers) {
            end = new Trailers(Translation.fields(read.trailers()));
        }
        ByteBuf content = read.content();
        if (!content.isReadable()) {
            read.release();
            return read.last() ? end : Content.Chunk.EMPTY;
        }
        if (trailers) {
            next = end;
        }
        return Content.Chunk.from(content.nioBuffer(), read.last() && !trailers, (Runnable) content::release);
    }
}
