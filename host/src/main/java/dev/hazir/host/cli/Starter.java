package dev.hazir.host.cli;

/** Runs a host in the foreground; given by the program's main class, so that other verbs load nothing of it. */
@FunctionalInterface
public interface Starter {

    /**
     * Runs a host until the process is asked to end.
     *
     * @return the exit code
     * @throws Exception when it cannot start; the message is shown to the operator
     */
    int start(StartOptions options) throws Exception;
}
