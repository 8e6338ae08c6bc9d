package dev.hazir.bench.measure;

import dev.hazir.bench.applet.BenchApplet;
import dev.hazir.bench.process.AppletJar;
import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.process.ServerProcess;

/** A host with the applet of the benchmarks. */
final class BenchHost implements AutoCloseable {

    static final String NAME = "Hazir";

    private final HazirHome home;
    private final ServerProcess server;

    private BenchHost(HazirHome home, ServerProcess server) {
        this.home = home;
        this.server = server;
    }

    static BenchHost start(Plan plan) throws Exception {
        HazirHome home = HazirHome.create(plan.script());
        AppletJar.write(home.applets(), "bench", "1.0.0", BenchApplet.class);
        ServerProcess server = home.start(HazirHome.FOR_LOAD);
        server.get("/res/bench/small");
        return new BenchHost(home, server);
    }

    ServerProcess server() {
        return server;
    }

    HazirHome home() {
        return home;
    }

    /** The number of the port for lines. */
    int lines() throws Exception {
        return Integer.parseInt(server.get("/res/bench/lines"));
    }

    @Override
    public void close() throws Exception {
        server.close();
        home.close();
    }
}
