package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Declares something and then cannot start. */
public final class BrokenApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/version", request -> app.info().version());
    }

    @Override
    public void started() {
        throw new IllegalStateException("the pump does not answer");
    }
}
