package dev.hazir.applet.loop;

/** A task on an event loop; must not block. */
@FunctionalInterface
public interface LoopTask {

    /**
     * Runs on an event loop and must return at once.
     *
     * @throws Exception to report a failure of this run
     */
    void run() throws Exception;
}
