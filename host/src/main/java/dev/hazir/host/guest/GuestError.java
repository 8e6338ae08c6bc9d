package dev.hazir.host.guest;

/** Guest code threw an {@link Error}, such as a missing class or a full stack. */
public final class GuestError extends Exception {

    private static final long serialVersionUID = 1L;

    public GuestError(Throwable cause) {
        super(cause.toString(), cause);
    }
}
