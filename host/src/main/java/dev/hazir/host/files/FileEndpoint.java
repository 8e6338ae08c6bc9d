package dev.hazir.host.files;

import dev.hazir.host.files.Ranges.Range;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Serves one file with GET and HEAD, conditionally, in ranges and compressed beforehand. */
public final class FileEndpoint implements Endpoint {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final StaticFile file;
    private final Executor workers;
    private final String modified;

    /**
     * An endpoint.
     *
     * @param workers read what is not in memory
     */
    public FileEndpoint(StaticFile file, Executor workers) {
        this.file = file;
        this.workers = workers;
        this.modified = Conditions.date(file.modified());
    }

    @Override
    public void serve(HttpExchange exchange, Match match) {
        RequestHead request = exchange.request();
        boolean get = request.method().equals("GET");
        if (!get && !request.method().equals("HEAD")) {
            ErrorAnswer.of(405, "A file is read with GET.")
                    .with("allow", "GET, HEAD")
                    .to(exchange);
            return;
        }
        if (request.hasBody()) {
            exchange.ignoreBody();
        }
        Representation form = Codings.choose(file.forms(), request.headers().get(HttpHeaderNames.ACCEPT_ENCODING));
        HttpHeaders headers = headers(form);
        int status = Conditions.status(request.headers(), form.etag(), file.modified());
        if (status == 304) {
            send(exchange, new ResponseHead(304, headers, 0));
        } else if (status == 412) {
            ErrorAnswer.of(412, "The file has changed.").to(exchange);
        } else {
            List<Range> ranges = get ? ranges(request.headers(), form) : null;
            serve(exchange, form, headers, ranges, get);
        }
    }

    private void serve(
            HttpExchange exchange,
            Representation form,
            HttpHeaders headers,
            @Nullable List<Range> ranges,
            boolean get) {
        long size = form.content().size();
        if (ranges == null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, file.type());
            ResponseHead head = new ResponseHead(200, headers, size);
            if (get) {
                new Parts(exchange, form.content(), workers)
                        .bytes(new Range(0, size))
                        .send(head);
            } else {
                send(exchange, head);
            }
        } else if (ranges.isEmpty()) {
            ErrorAnswer.of(416, "The file has " + size + " bytes.")
                    .with("content-range", "bytes */" + size)
                    .to(exchange);
        } else if (ranges.size() == 1) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, file.type());
            headers.set(HttpHeaderNames.CONTENT_RANGE, ranges.get(0).of(size));
            new Parts(exchange, form.content(), workers)
                    .bytes(ranges.get(0))
                    .send(new ResponseHead(206, headers, ranges.get(0).length()));
        } else {
            new Multipart(file.type(), form, ranges).send(new Parts(exchange, form.content(), workers), headers);
        }
    }

    /** What to serve of the content; null for all of it. */
    private @Nullable List<Range> ranges(HttpHeaders request, Representation form) {
        String field = request.get(HttpHeaderNames.RANGE);
        if (field == null || !Conditions.rangesHold(request, form.etag(), file.modified())) {
            return null;
        }
        Optional<List<Range>> ranges = Ranges.parse(field, form.content().size());
        return ranges.orElse(null);
    }

    private HttpHeaders headers(Representation form) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.ETAG, form.etag());
        headers.set(HttpHeaderNames.LAST_MODIFIED, modified);
        headers.set(HttpHeaderNames.CACHE_CONTROL, file.immutable() ? IMMUTABLE : "no-cache");
        headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        headers.set("x-content-type-options", "nosniff");
        if (!form.coding().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, form.coding());
        }
        if (file.forms().size() > 1) {
            headers.set(HttpHeaderNames.VARY, "accept-encoding");
        }
        return headers;
    }

    private static void send(HttpExchange exchange, ResponseHead head) {
        exchange.send(head, Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
    }
}
