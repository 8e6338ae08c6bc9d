package dev.hazir.applet.loop;

/**
 * Ends a request with a status and a sentence for the client. Thrown by a handler, or the failure of the stage it
 * returned; no stack trace reaches the client.
 */
public class StatusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A failure the client is told about.
     *
     * @param status 400 to 599
     * @param message a sentence for the client
     */
    public StatusException(int status, String message) {
        super(message);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
        }
        this.status = status;
    }

    /** The status code. */
    public int status() {
        return status;
    }
}
