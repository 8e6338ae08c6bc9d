package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Hides paths with and without saying so, fails on demand, and echoes what comes over a port. */
public final class TrafficApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/meant", request -> "loop").instead();
        app.web().resource("/meant", request -> "never asked");
        app.loop().resource("/unasked", request -> "loop");
        app.web().resource("/unasked", request -> "never asked");
        app.web().resource("/parts/*", request -> "worker");
        app.loop().resource("/parts/one", request -> "loop");
        app.loop().resource("/fails/loop", request -> {
            throw new IllegalStateException("secret of the loop");
        });
        app.web().resource("/fails/worker", request -> {
            throw new IllegalStateException("secret of the worker");
        });
        app.loop().lines("echo", 0, peer -> line -> peer.send("you said " + line));
        app.loop().udp("news", 0, datagram -> datagram.reply(datagram.data()));
    }
}
