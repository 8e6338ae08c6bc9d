package dev.hazir.testkit.successor;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Claims a path twice. */
public final class BrokenCounter implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/twice", request -> "one");
        app.loop().resource("/twice", request -> "other");
    }
}
