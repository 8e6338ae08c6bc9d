package dev.hazir.applet.port;

/** A peer sent a message that is longer than the framing allows. Given to {@code failed} of the receiver. */
public final class TooLongException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    public TooLongException(int maxBytes) {
        super("the message is longer than " + maxBytes + " bytes");
        this.maxBytes = maxBytes;
    }

    /** The most bytes a message may have. */
    public int maxBytes() {
        return maxBytes;
    }
}
