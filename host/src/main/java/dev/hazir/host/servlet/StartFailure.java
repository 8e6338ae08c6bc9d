package dev.hazir.host.servlet;

import dev.hazir.host.guest.GuestError;
import jakarta.servlet.ServletException;

/** Finds what the guest itself threw when its context could not start. */
final class StartFailure {

    private StartFailure() {}

    /** The guest's exception without what the container wrapped it into. */
    static Exception of(Exception failure) {
        Throwable found = failure;
        while (wraps(found) && found.getCause() != null) {
            found = found.getCause();
        }
        return found instanceof Exception exception ? exception : failure;
    }

    private static boolean wraps(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof GuestError
                || failure.getClass().getName().startsWith("org.eclipse.jetty.")
                || (failure instanceof ServletException || failure.getClass() == RuntimeException.class)
                        && cause != null
                        && (failure.getMessage() == null
                                || failure.getMessage().contains(cause.toString())
                                || failure.getMessage().contains("@"));
    }
}
