package dev.hazir.host.cli;

/** The exit codes of every verb. */
final class Exit {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_REACHABLE = 3;
    static final int REFUSED = 4;
    static final int ROLLED_BACK = 5;

    private Exit() {}

    /** The code for how an operation ended. */
    static int of(String state) {
        return switch (state) {
            case "done" -> OK;
            case "refused", "cancelled" -> REFUSED;
            case "rolled-back" -> ROLLED_BACK;
            default -> FAILED;
        };
    }
}
