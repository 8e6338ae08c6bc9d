package dev.hazir.host.servlet;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;

/** A body with too many bytes, in a form that makes Jetty answer 413 when the servlet does not catch it. */
final class BodyTooLarge extends IOException implements HttpException {

    private static final long serialVersionUID = 1L;

    BodyTooLarge(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public int getCode() {
        return 413;
    }

    @Override
    public String getReason() {
        return String.valueOf(getMessage());
    }
}
