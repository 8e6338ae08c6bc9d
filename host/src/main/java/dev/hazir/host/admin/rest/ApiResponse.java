package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the REST interface.
 *
 * @param body becomes JSON, unless it is text or a file, which are sent as they are
 * @param headers further ones
 */
record ApiResponse(int status, Object body, Map<String, String> headers) {

    ApiResponse {
        headers = Map.copyOf(headers);
    }

    ApiResponse(int status, Object body) {
        this(status, body, Map.of());
    }

    /**
     * An answer that leads somewhere.
     *
     * @param location the address of what was made or begun
     */
    ApiResponse(int status, Object body, String location) {
        this(status, body, Map.of("Location", location));
    }

    static ApiResponse ok(Object body) {
        return new ApiResponse(200, body);
    }

    void write(HttpServletResponse response) throws IOException {
        headers.forEach(response::setHeader);
        if (body instanceof Download download) {
            download.write(response);
        } else if (body instanceof String text) {
            write(response, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        } else {
            String type = body instanceof ProblemDocument ? "application/problem+json" : "application/json";
            write(response, status, type, JsonMapper.shared().writeValueAsBytes(body));
        }
    }

    private static void write(HttpServletResponse response, int status, String type, byte[] content)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
