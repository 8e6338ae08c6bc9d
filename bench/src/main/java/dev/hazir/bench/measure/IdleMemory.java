package dev.hazir.bench.measure;

import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import dev.hazir.bench.table.Table;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Resident memory of a host with hello and meter that has answered a few requests and then had nothing to do. */
final class IdleMemory implements Measurement {

    private static final int IDLE_SECONDS = 10;
    private static final int REQUESTS = 20;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (HazirHome home = HazirHome.create(plan.script())) {
            Files.copy(plan.hello(), home.applets().resolve("hello.jar"));
            Files.copy(plan.meter(), home.applets().resolve("meter.jar"));
            plan.progress("memory: installing applets");
            home.start(HazirHome.AS_SHIPPED).close();
            try (ServerProcess server = home.start(HazirHome.AS_SHIPPED)) {
                for (int i = 0; i < REQUESTS; i++) {
                    server.get("/apps/hello/");
                    server.get("/apps/meter/");
                    server.get("/apps/hello/data");
                }
                double busy = server.residentMegabytes();
                plan.progress("memory: doing nothing for " + IDLE_SECONDS + " s");
                TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                table.add(Row.of(
                        "idle memory, hello and meter",
                        Row.number(busy) + " MiB after " + REQUESTS * 3 + " requests",
                        server.residentMegabytes(),
                        " MiB",
                        Goal.atMost(110, "MiB")));
            }
        }
    }
}
