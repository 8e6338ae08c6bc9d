package dev.hazir.applet.loop;

import dev.hazir.applet.AtUpgrade;
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

    /**
     * What becomes of open streams of events ({@link Reply#events}) at an upgrade; the default is {@link
     * AtUpgrade#RECONNECT}. Either way a stream ends after an event and as a complete answer, and whatever was sent before
     * goes out: a browser asks again with {@code Last-Event-ID} and gets the next version. Other answers always finish.
     */
    ResourceRoute atUpgrade(AtUpgrade fate);
}
