package dev.hazir.host.unload.plants;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/** Plants, when it is asked on its loop or on a worker, what its id says. */
public final class PlantingApplet implements Applet {

    private static final Map<String, Plant> ALL = new HashMap<>();

    static {
        ThreadPlants.addTo(ALL);
        PlacePlants.addTo(ALL);
        CachePlants.addTo(ALL);
        NettyPlants.addTo(ALL);
    }

    @Override
    public void setup(AppletContext app) {
        Plant plant = ALL.get(app.info().id());
        app.loop().resource("/loop", request -> plant(plant, app));
        app.web().resource("/worker", request -> plant(plant, app));
        app.web().servlet("/session", new SessionServlet());
    }

    /** On the common pool of the JVM, whose threads outlive every applet. */
    static void onCommonPool(Runnable task) {
        ForkJoinPool.commonPool().submit(task).join();
    }

    private static String plant(Plant plant, AppletContext app) throws Exception {
        plant.in(app);
        return "planted";
    }
}
