package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.Failures;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failures inside a context: with the applet's own error pages, otherwise as the host answers everywhere. */
final class ErrorPages extends ErrorPageErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

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
        IOException unwritten = Uploads.unwritten(cause);
        if (unwritten != null) {
            withoutRoom(request, response, unwritten);
            return super.handle(request, response, callback);
        }
        if (cause instanceof Throwable failure && response.getStatus() >= 500) {
            String reference = Failures.reference();
            request.setAttribute(FailureText.REFERENCE, reference);
            request.setAttribute(FailureText.APPLET, guest.id());
            guest.fault(
                    Trigger.of("servlet " + request.getMethod() + " "
                            + request.getHttpURI().getPath() + " (reference " + reference + ")"),
                    failure);
        }
        return super.handle(request, response, callback);
    }

    /** Neither the client nor the applet is to blame: Jetty would call the request a bad one. */
    private void withoutRoom(Request request, Response response, IOException cause) {
        DiskException told = new DiskException(place(request), "written", cause);
        guest.run(
                Trigger.of("upload"),
                () -> log.warn(
                        "An upload to {} {} was refused: {}. {}",
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        told.getMessage(),
                        told.fix()));
        request.removeAttribute(ERROR_EXCEPTION);
        request.setAttribute(ERROR_STATUS, HttpStatus.INSUFFICIENT_STORAGE_507);
        request.setAttribute(ERROR_MESSAGE, "The server has no room for what you sent.");
        response.setStatus(HttpStatus.INSUFFICIENT_STORAGE_507);
    }

    private static Path place(Request request) {
        return request.getContext().getTempDirectory().toPath();
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
