package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Says which version of it answers. */
public final class ProbeApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/version", request -> app.info().version());
        app.web().resource("/version", request -> "never asked");
        app.loop().lines("probe", 0, peer -> peer::send);
    }
}
