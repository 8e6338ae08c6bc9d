package dev.hazir.testkit.successor;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;
import dev.hazir.testkit.counter.CounterApplet;

/** The counter with one more path; what it had before comes from the jar it replaces. */
public final class SecondCounter implements Applet {

    @Override
    public void setup(AppletContext app) {
        new CounterApplet().setup(app);
        app.loop()
                .resource(
                        "/version",
                        request -> Reply.text("second, " + app.info().version()));
    }
}
