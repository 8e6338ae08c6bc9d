package dev.hazir.host.servlet;

import dev.hazir.host.http.ErrorAnswer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers failures that reach Jetty outside of any context, and gives the text of all others. */
final class FailureText extends ErrorHandler {

    /** A request attribute: the reference that stands in the log beside the cause. */
    static final String REFERENCE = "dev.hazir.reference";

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        write(request, response, status, message, cause, callback);
    }

    /** Writes the host's answer for a status. Of a cause it says nothing; a message without one is the guest's own. */
    static void write(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String reason = HttpStatus.getMessage(status);
        String detail = cause == null && message != null && !message.equals(reason) ? message : "";
        ErrorAnswer answer =
                cause != null && status == 500 ? ErrorAnswer.failure(cause) : ErrorAnswer.of(status, detail);
        Object reference = request.getAttribute(REFERENCE);
        ErrorAnswer.Rendered rendered =
                answer.render(asking(request.getHeaders()), reference == null ? "" : reference.toString());
        for (Map.Entry<String, String> field : rendered.headers()) {
            response.getHeaders().put(field.getKey(), field.getValue());
        }
        response.write(true, BufferUtil.toBuffer(rendered.text(), StandardCharsets.UTF_8), callback);
    }

    private static HttpHeaders asking(HttpFields fields) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String value : fields.getValuesList(HttpHeader.ACCEPT)) {
            headers.add("accept", value);
        }
        for (String value : fields.getValuesList(HttpHeader.COOKIE)) {
            headers.add("cookie", value);
        }
        return headers;
    }
}
