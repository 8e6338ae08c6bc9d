package dev.hazir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The first table: an asynchronous resource against raw Netty, a servlet against standalone Jetty. All servers run at the
 * same time in processes of their own and are loaded in turn, round after round, so that a noisy moment hits all of them.
 */
public final class Bench {

    private static final int WARM_UP_SECONDS = 5;

    /** Something that answers, and what it is compared with. */
    private record Candidate(String name, ServerProcess server, String prefix, String peer) {}

    private final int rounds;
    private final int seconds;
    private final Map<String, Map<Payload, List<Load.Figures>>> results = new LinkedHashMap<>();

    private Bench(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /**
     * Runs the table.
     *
     * @param arguments the host's start script, the applet's jar, how many rounds, how many seconds each
     */
    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Path home = Files.createTempDirectory("hazir-bench");
        Files.createDirectories(home.resolve("applets"));
        Files.copy(Path.of(arguments[1]), home.resolve("applets/bench.jar"), StandardCopyOption.REPLACE_EXISTING);
        List<String> host = List.of(arguments[0], "start", "--home", home.toString(), "--port", "0");
        try (ServerProcess netty = ServerProcess.start(java(NettyPeer.class));
                ServerProcess jetty = ServerProcess.start(java(JettyPeer.class));
                ServerProcess hazir = ServerProcess.start(host)) {
            bench.run(List.of(
                    new Candidate("raw Netty handler", netty, "", "raw Netty handler"),
                    new Candidate("Hazir, async resource", hazir, "/res/bench", "raw Netty handler"),
                    new Candidate("standalone Jetty servlet", jetty, "", "standalone Jetty servlet"),
                    new Candidate("Hazir, servlet", hazir, "/apps/bench", "standalone Jetty servlet")));
        }
    }

    private void run(List<Candidate> candidates) throws IOException, InterruptedException {
        for (Candidate candidate : candidates) {
            for (Payload payload : Payload.values()) {
                System.err.println("warming up " + candidate.name() + ", " + payload.label());
                candidate.server().awaitAnswer(candidate.prefix() + payload.path());
                Load.run(candidate.server(), candidate.prefix() + payload.path(), WARM_UP_SECONDS);
            }
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Payload payload : Payload.values()) {
                for (Candidate candidate : candidates) {
                    results.computeIfAbsent(candidate.name(), name -> new EnumMap<>(Payload.class))
                            .computeIfAbsent(payload, any -> new ArrayList<>())
                            .add(Load.run(candidate.server(), candidate.prefix() + payload.path(), seconds));
                }
            }
        }
        print(candidates);
    }

    private void print(List<Candidate> candidates) {
        System.out.printf(
                Locale.ROOT,
                "%nMedians of %d interleaved rounds of %d s, wrk with 2 threads and 64 connections, Java %s, %d cores.%n%n",
                rounds,
                seconds,
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors());
        System.out.println("| candidate | body | requests/s | ratio to its peer | p99 ms | server CPU us/request |");
        System.out.println("|---|---|---|---|---|---|");
        for (Payload payload : Payload.values()) {
            for (Candidate candidate : candidates) {
                double rate = median(candidate.name(), payload, Load.Figures::requestsPerSecond);
                double peer = median(candidate.peer(), payload, Load.Figures::requestsPerSecond);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %.2f | %.1f | %.1f |%n",
                        candidate.name(),
                        payload.label(),
                        rate,
                        rate / peer,
                        median(candidate.name(), payload, Load.Figures::p99Millis),
                        median(candidate.name(), payload, Load.Figures::cpuMicros));
            }
        }
    }

    private double median(String candidate, Payload payload, ToDoubleFunction<Load.Figures> figure) {
        double[] sorted = results.getOrDefault(candidate, Map.of()).getOrDefault(payload, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static List<String> java(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }
}
