package dev.hazir.host.http;

import java.io.IOException;

/** A request's body has more bytes than its applet accepts. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    public BodyTooLargeException(long limit) {
        super("the request's body has more than " + limit + " bytes");
    }
}
