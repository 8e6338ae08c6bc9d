package dev.hazir.testkit.blocking;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Sleeps where it must not. */
public final class BlockingApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/nap", request -> {
            for (int i = 0; i < 40; i++) {
                Thread.sleep(10); // in pieces: a machine that stands still for a while swallows one of them
            }
            return "awake";
        });
    }
}
