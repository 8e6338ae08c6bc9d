package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import java.util.concurrent.CountDownLatch;

/**
 * Takes its time where its version says: 2 in setup, 3 when it is started. The property {@code slow.test.waits} tells where it
 * waits, {@code slow.test.port} on which port it listens.
 */
public final class SlowApplet implements Applet {

    private static final String WAITS = "slow.test.waits";

    private String version = "";

    @Override
    public void setup(AppletContext app) throws Exception {
        version = app.info().version();
        app.loop().lines("devices", Integer.getInteger("slow.test.port"), peer -> line -> peer.send(version));
        app.loop().resource("/version", request -> version);
        if (version.startsWith("2")) {
            takeTime("setup");
        }
    }

    @Override
    public void started() throws Exception {
        if (version.startsWith("3")) {
            takeTime("started");
        }
    }

    private static void takeTime(String where) throws InterruptedException {
        System.setProperty(WAITS, where);
        new CountDownLatch(1).await();
    }
}
