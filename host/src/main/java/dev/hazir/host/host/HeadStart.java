package dev.hazir.host.host;

import dev.hazir.host.servlet.ServletContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads libraries that every start needs at its end, while its beginning does other things on another processor. What
 * goes wrong here goes wrong again where it is needed, and is told there. Not to begin before the logging library is
 * ready: what asks for a logger meanwhile would get another one.
 */
final class HeadStart {

    private static final Logger log = LoggerFactory.getLogger(HeadStart.class);

    private HeadStart() {}

    static void begin() {
        Thread thread = new Thread(null, HeadStart::load, "hazir-head-start", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            ServletContainer.warmUp();
        } catch (RuntimeException | LinkageError e) {
            log.debug("the head start ended early", e);
        }
    }
}
