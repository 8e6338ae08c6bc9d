package dev.hazir.host.files;

import dev.hazir.host.files.Ranges.Range;
import dev.hazir.host.http.ResponseHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.UUID;

/** Several ranges of a file in one response (RFC 9110, section 14.6). */
record Multipart(String type, Representation form, List<Range> ranges) {

    void send(Parts parts, HttpHeaders headers) {
        String boundary = UUID.randomUUID().toString();
        long size = form.content().size();
        for (Range range : ranges) {
            parts.text("\r\n--" + boundary + "\r\ncontent-type: " + type + "\r\ncontent-range: " + range.of(size)
                    + "\r\n\r\n");
            parts.bytes(range);
        }
        parts.text("\r\n--" + boundary + "--\r\n");
        headers.set(HttpHeaderNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
        parts.send(new ResponseHead(206, headers, parts.length()));
    }
}
