package dev.hazir.bench.measure;

import dev.hazir.bench.applet.RoutesApplet;
import dev.hazir.bench.load.Visitor;
import dev.hazir.bench.process.AppletJar;
import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import dev.hazir.bench.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How long pages of operators take on a host with 50 applets and 500 routes, and what it costs that 50 people look on. */
final class OperatorPages implements Measurement {

    private static final int APPLETS = 50;
    private static final int VIEWERS = 50;

    /** A person may have so many streams. */
    private static final int EACH = 8;

    private static final int LOOKS = 60;
    /** Each page; the code that all share is compiled then. */
    private static final int WARM_UPS = 100;

    private static final int SECONDS = 20;
    private static final int REQUESTS_A_SECOND = 10;

    private static final List<String> PAGES = List.of(
            "/",
            "/applets",
            "/applets/r0-10",
            "/applets/r0-10/settings",
            "/applets/r0-10/routes",
            "/applets/r0-10/versions",
            "/applets/r0-10/logs",
            "/map",
            "/health",
            "/health/plots",
            "/health/threads",
            "/health/memory",
            "/logs",
            "/routes",
            "/routes?method=GET&path=/res/r0-10/r/5",
            "/ports",
            "/topics",
            "/problems",
            "/operations",
            "/backups",
            "/settings/access",
            "/settings/audit",
            "/search?q=r49");
    private static final List<String> LIVE = List.of("%2F", "%2Fmap", "%2Froutes", "%2Fhealth", "%2Fports");

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (HazirHome home = HazirHome.create(plan.script())) {
            for (int i = 0; i < APPLETS; i++) {
                AppletJar.write(home.applets(), "r" + i + "-10", "1.0.0", RoutesApplet.class);
            }
            plan.progress("pages: starting " + APPLETS + " applets");
            try (ServerProcess server = home.start(HazirHome.FOR_LOAD)) {
                server.get("/res/r" + (APPLETS - 1) + "-10/r/0");
                List<Visitor> people = new ArrayList<>();
                for (int i = 0; i * EACH < VIEWERS; i++) {
                    people.add(Visitor.signIn(server.url(), home.token(), "viewer" + i));
                }
                plan.progress("pages: warming up");
                for (int i = 0; i < WARM_UPS; i++) {
                    for (String page : PAGES) {
                        people.get(0).get("/admin" + page);
                    }
                }
                plan.progress("pages: looking at " + PAGES.size() + " pages");
                for (String page : PAGES) {
                    table.add(look(server, people.get(0), page));
                }
                table.add(watch(plan, server, people));
            }
        }
    }

    private static Row look(ServerProcess server, Visitor visitor, String page) throws Exception {
        double[] millis = new double[LOOKS];
        int bytes = 0;
        double before = server.cpuMicros();
        for (int i = 0; i < LOOKS; i++) {
            long began = System.nanoTime();
            bytes = visitor.get("/admin" + page).body().length;
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        double cpu = (server.cpuMicros() - before) / LOOKS;
        Arrays.sort(millis);
        return Row.of(
                        "page " + page,
                        "p95 " + Row.number(millis[LOOKS * 95 / 100]) + " ms, " + Row.number(bytes / 1024.0) + " KiB",
                        millis[LOOKS / 2],
                        " ms",
                        Goal.atMost(20, "ms"))
                .withCpu(Row.number(cpu));
    }

    /** The share of one processor that viewers take, while some requests change the numbers that they see. */
    private static Row watch(Plan plan, ServerProcess server, List<Visitor> people) throws Exception {
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
        try {
            traffic.scheduleAtFixedRate(
                    () -> people.get(0).ask("/res/r0-10/r/0"), 0, 1_000 / REQUESTS_A_SECOND, TimeUnit.MILLISECONDS);
            plan.progress("pages: nobody looks on for " + SECONDS + " s");
            double alone = share(server);
            for (int i = 0; i < VIEWERS; i++) {
                people.get(i / EACH).stream("/admin/live?page=" + LIVE.get(i % LIVE.size()));
            }
            plan.progress("pages: " + VIEWERS + " look on until what they need is compiled");
            TimeUnit.SECONDS.sleep(30);
            plan.progress("pages: " + VIEWERS + " look on for " + SECONDS + " s");
            double watched = share(server);
            long streams = people.stream().mapToLong(Visitor::streams).sum();
            return Row.of(
                    "processor for " + VIEWERS + " viewers of five live pages",
                    "%s %% of a core with %d streams, %s %% without"
                            .formatted(Row.number(watched), streams, Row.number(alone)),
                    watched - alone,
                    " %",
                    Goal.atMost(5, "%"));
        } finally {
            traffic.shutdownNow();
        }
    }

    private static double share(ServerProcess server) throws Exception {
        double before = server.cpuMicros();
        TimeUnit.SECONDS.sleep(SECONDS);
        return (server.cpuMicros() - before) / (SECONDS * 1e6) * 100;
    }
}
