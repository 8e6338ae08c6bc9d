package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the REST interface.
 *
 * @param body becomes JSON, unless it is text or a file, which are sent as they are
 * @param location the address of what was made or begun, or null
 */
record ApiResponse(int status, Object body, @Nullable String location) {

    static ApiResponse ok(Object body) {
        return new ApiResponse(200, body, null);
    }

    void write(HttpServletResponse response) throws IOException {
        if (location != null) {
            response.setHeader("Location", location);
        }
        if (body instanceof Download download) {
            download.write(response);
        } else if (body instanceof ApiFile file) {
            response.setContentType(file.type());
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
            response.setHeader("Cache-Control", "no-store");
            file.content().to(response.getOutputStream());
        } else if (body instanceof Path file) {
            send(file, response);
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

    /** For saving: browsers show none of it. */
    private void send(Path file, HttpServletResponse response) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            response.setStatus(status);
            response.setContentType("application/octet-stream");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            response.setContentLengthLong(Files.size(file));
            in.transferTo(response.getOutputStream());
        }
    }
}
