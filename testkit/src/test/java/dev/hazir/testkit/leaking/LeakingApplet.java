package dev.hazir.testkit.leaking;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts a thread and forgets it. */
public final class LeakingApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.loop().resource("/hello", request -> "hello");
    }

    @Override
    public void started() {
        Thread thread = new Thread(LeakingApplet::waitLong, "forgotten");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitLong() {
        try {
            new CountDownLatch(1).await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
