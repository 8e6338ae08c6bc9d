package dev.hazir.testkit.grumbling;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an error when asked. */
public final class GrumblingApplet implements Applet {

    private static final Logger log = LoggerFactory.getLogger(GrumblingApplet.class);

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/grumble", request -> {
            log.error("the coffee is cold");
            return "done";
        });
    }
}
