package dev.hazir.host.cli;

/** Ends a verb with an exit code and what to print, the most useful line last. */
final class CliException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exit;

    CliException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
