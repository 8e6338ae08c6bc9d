package dev.hazir.host.guest;

/** Something to run in guest code. */
@FunctionalInterface
public interface GuestTask {
    /**
     * Runs guest code.
     *
     * @throws Exception what the guest threw
     */
    void run() throws Exception;
}
