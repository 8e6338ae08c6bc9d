package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Has a resource that always fails. */
public final class FailingApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/x", request -> {
            throw new IllegalStateException("<b>pump 7</b>");
        });
    }
}
