package dev.hazir.bench.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;

/** Declares as many routes as the end of its id says: {@code routes-10000} has {@code /r/0} to {@code /r/9999}. */
public final class RoutesApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        String id = app.info().id();
        int count = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
        for (int i = 0; i < count; i++) {
            app.loop().resource("/r/" + i, request -> Reply.text("Hello, World!"));
        }
    }
}
