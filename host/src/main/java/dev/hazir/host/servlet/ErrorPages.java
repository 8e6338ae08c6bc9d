package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import java.util.UUID;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers failures inside a context: with the applet's own error pages, otherwise as the host answers everywhere. */
final class ErrorPages extends ErrorPageErrorHandler {

    private final Guest guest;

    ErrorPages(Guest guest) {
        this.guest = guest;
        setCacheControl("no-store");
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Object cause = request.getAttribute(ERROR_EXCEPTION);
        if (cause instanceof Throwable failure && response.getStatus() >= 500) {
            String reference = UUID.randomUUID().toString();
            request.setAttribute(FailureText.REFERENCE, reference);
            guest.fault(
                    Trigger.of("servlet " + request.getMethod() + " "
                            + request.getHttpURI().getPath() + " (reference " + reference + ")"),
                    failure);
        }
        return super.handle(request, response, callback);
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        FailureText.write(request, response, status, message, cause, callback);
    }
}
