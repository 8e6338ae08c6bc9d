package dev.hazir.applet;

/**
 * An application in a jar. The host creates one instance per deployment with the public no-argument constructor of the
 * class named by {@code main} in {@code META-INF/applet.properties}.
 *
 * <p>The order of calls is {@link #setup}, {@link #started}, {@link #stopping}. A rehearsal (the plan shown before an
 * install or upgrade) calls {@code setup} alone, on an instance that is then thrown away.
 */
public interface Applet {

    /**
     * Declares everything this applet offers. Nothing is reachable until this returned and the host has published all
     * of it in one step; if it throws, nothing of it ever becomes visible.
     *
     * <p>Called on a worker thread, once per deployment. It must only declare: no input or output, no threads, no
     * waiting. Real work belongs into {@link #started}. Setup that takes longer than the host's limit (10 s unless
     * configured) counts as failed.
     *
     * @param app what the host offers to this deployment; valid until the deployment is unloaded
     * @throws Exception to refuse the deployment; the message is shown to the operator
     */
    void setup(AppletContext app) throws Exception;

    /**
     * Called on a worker thread after everything declared is prepared and just before it becomes reachable; may block.
     * The version that is being replaced still answers meanwhile.
     *
     * @throws Exception to refuse the deployment, as if {@link #setup} had failed
     */
    default void started() throws Exception {}

    /**
     * Called on a worker thread when this deployment ends, after its last request and connection; may block, at most
     * for the host's drain deadline. Everything registered with the host is closed by the host afterwards, newest first:
     * there is nothing to undo here that the host knows of.
     *
     * @throws Exception to report a problem; the deployment ends all the same
     */
    default void stopping() throws Exception {}
}
