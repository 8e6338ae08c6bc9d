package dev.hazir.host.tls;

import java.io.IOException;

/** A certificate or key that will not do; the message says what was found and what to do. */
public final class TlsException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String fix;

    TlsException(String what, String fix) {
        super(what + " " + fix);
        this.what = what;
        this.fix = fix;
    }

    TlsException(String what, String fix, Throwable cause) {
        super(what + " " + fix, cause);
        this.what = what;
        this.fix = fix;
    }

    /** What was found, a sentence. */
    public String what() {
        return what;
    }

    /** What to do, a sentence. */
    public String fix() {
        return fix;
    }
}
