package dev.hazir.testkit.blocking;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Sleeps where it must not. */
public final class BlockingApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/nap", request -> {
            Thread.sleep(400);
            return "awake";
        });
    }
}
