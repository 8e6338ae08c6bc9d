package dev.hazir.host.servlet;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.Failures;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
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

    /** A request attribute: whose fault it is. */
    static final String APPLET = "dev.hazir.applet";

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
        Object applet = request.getAttribute(APPLET);
        ErrorAnswer answer = cause == null || status != 500
                ? usual(status, detail, request)
                : applet == null ? ErrorAnswer.failure(cause) : ErrorAnswer.failure(applet.toString(), cause);
        Object written = request.getAttribute(REFERENCE);
        HttpHeaders asking = asking(request.getHeaders());
        HttpURI uri = request.getHttpURI();
        Failures failures = request.getConnectionMetaData() instanceof BridgeConnection connection
                ? connection.failures()
                : Failures.told();
        String reference = written != null
                ? written.toString()
                : failures.write(answer, request.getMethod(), uri.getCanonicalPath(), asking);
        ErrorAnswer.Rendered rendered = answer.written(reference)
                .render(new ErrorAnswer.Asked(request.getMethod(), uri.getPathQuery(), asking), failures);
        for (Map.Entry<String, String> field : rendered.headers()) {
            response.getHeaders().put(field.getKey(), field.getValue());
        }
        response.write(true, BufferUtil.toBuffer(rendered.text(), StandardCharsets.UTF_8), callback);
    }

    /** Where nothing is, the host says the same on both sides. */
    private static ErrorAnswer usual(int status, String detail, Request request) {
        return status == 404 && detail.isEmpty()
                ? ErrorAnswer.about(404, "nothing", request.getHttpURI().getDecodedPath())
                : ErrorAnswer.of(status, detail);
    }

    private static HttpHeaders asking(HttpFields fields) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (HttpHeader name : List.of(HttpHeader.ACCEPT, HttpHeader.ACCEPT_LANGUAGE, HttpHeader.COOKIE)) {
            fields.getValuesList(name).forEach(value -> headers.add(name.asString(), value));
        }
        return headers;
    }
}
