package dev.hazir.host.admin.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hazir.host.admin.view.ProblemJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem document as it goes out (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String outcome,
        @Nullable Long operation,
        @Nullable List<ProblemJson> problems) {

    /** The phrase of a status code. */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Internal Server Error";
        };
    }
}
