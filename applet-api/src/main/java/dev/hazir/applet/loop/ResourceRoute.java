package dev.hazir.applet.loop;

import java.time.Duration;

/** A resource's route. Its settings may be changed until the deployment is live. */
public interface ResourceRoute extends Route {

    @Override
    ResourceRoute instead();

    /**
     * Answers these methods only (GET includes HEAD). Another method is left to a page or servlet on the path, or
     * answered with 405 and {@code Allow}.
     */
    ResourceRoute methods(String... methods);

    /**
     * How long an answer given as {@link java.util.concurrent.CompletionStage} may take; then the stage is cancelled and
     * the request is answered with 504. The default is 60 s.
     */
    ResourceRoute timeout(Duration timeout);
}
