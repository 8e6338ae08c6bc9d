package dev.hazir.host.security;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something about people, passwords or tokens cannot be done. The message is a sentence for who asked. */
public final class AccessException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** What was given will not do. */
        UNFIT,
        /** There is no such person, token or session. */
        UNKNOWN,
        /** It is in conflict with what is there. */
        CONFLICT,
        /** Name, password or token are wrong. */
        WRONG,
        /** Too much was tried; later. */
        WAIT,
        /** The host cannot do it now. */
        UNAVAILABLE
    }

    private final Reason reason;
    private final @Nullable Duration pause;

    public AccessException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.pause = null;
    }

    /** Too much of something was tried. */
    AccessException(String what, Duration pause) {
        super("Too many " + what + ". Wait " + wholeSeconds(pause) + " s.");
        this.reason = Reason.WAIT;
        this.pause = Duration.ofSeconds(wholeSeconds(pause));
    }

    /** Rounded up: who comes back then is not sent away again. */
    private static long wholeSeconds(Duration pause) {
        return Math.max(1, pause.plusNanos(999_999_999).toSeconds());
    }

    /** How long to wait, if that is the reason. */
    public Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    public Reason reason() {
        return reason;
    }

    /** The status of HTTP that says the same. */
    public int status() {
        return switch (reason) {
            case UNFIT -> 422;
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case WRONG -> 401;
            case WAIT -> 429;
            case UNAVAILABLE -> 503;
        };
    }
}
