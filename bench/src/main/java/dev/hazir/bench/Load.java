package dev.hazir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load from wrk, a process of its own: two threads, 64 connections. */
final class Load {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: \\d+|Socket errors: .*");

    /**
     * What one run gave.
     *
     * @param cpuMicros the server's processor time per request
     */
    record Figures(double requestsPerSecond, double p99Millis, double cpuMicros) {}

    private Load() {}

    static Figures run(ServerProcess server, String path, int seconds) throws IOException, InterruptedException {
        double before = server.cpuMicros();
        String report = wrk(server.url().resolve(path).toString(), seconds);
        double used = server.cpuMicros() - before;
        Matcher failed = FAILED.matcher(report);
        if (failed.find()) {
            throw new IOException(server.url().resolve(path) + ": " + failed.group());
        }
        double p99 = Double.parseDouble(find(P99, 1, report))
                * switch (find(P99, 2, report)) {
                    case "us" -> 0.001;
                    case "ms" -> 1;
                    default -> 1000;
                };
        return new Figures(
                Double.parseDouble(find(RATE, 1, report)), p99, used / Double.parseDouble(find(REQUESTS, 1, report)));
    }

    private static String wrk(String url, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(List.of("wrk", "-t2", "-c64", "-d" + seconds + "s", "--latency", url))
                .redirectErrorStream(true)
                .start();
        String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException("wrk failed: " + report);
        }
        return report;
    }

    private static String find(Pattern pattern, int group, String report) throws IOException {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IOException("no '" + pattern + "' in what wrk printed:\n" + report);
        }
        return matcher.group(group);
    }
}
