package dev.hazir.host.admin.view;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that a browser saves and never shows, whatever is in it.
 *
 * @param name what it is saved as; whatever stands in it, it names nothing but a file
 * @param type its media type
 * @param bytes how many there are, or -1 when nobody knows yet
 */
public record Download(String name, String type, long bytes, Content content) {

    private static final String ANYTHING = "application/octet-stream";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._+-]");

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** A file of the disk under its own name. */
    public static Download of(Path file) throws IOException {
        return new Download(
                String.valueOf(file.getFileName()), ANYTHING, Files.size(file), out -> Files.copy(file, out));
    }

    /** A zip, which is made while it is sent. */
    public static Download zip(String name, Content content) {
        return new Download(name, "application/zip", -1, content);
    }

    /** A text. */
    public static Download text(String name, String type, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new Download(name, type, content.length, out -> out.write(content));
    }

    /** Answers with it. What fails on the way breaks the answer off. */
    public void write(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + UNSAFE.matcher(name).replaceAll("_") + "\"; filename*=UTF-8''"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
        if (bytes >= 0) {
            response.setContentLengthLong(bytes);
        }
        content.to(response.getOutputStream());
    }
}
