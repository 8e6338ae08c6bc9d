package dev.hazir.bench.load;

import dev.hazir.bench.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load from wrk, a process of its own with two threads. */
public final class Wrk {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s|m)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: \\d+|Socket errors: .*");

    private Wrk() {}

    /** Loads a path; an answer that is no success is a failure. */
    public static Sample run(ServerProcess server, String path, int connections, double seconds)
            throws IOException, InterruptedException {
        double before = server.cpuMicros();
        String report = wrk(server.url().resolve(path).toString(), connections, (int) Math.ceil(seconds));
        double used = server.cpuMicros() - before;
        Matcher failed = FAILED.matcher(report);
        if (failed.find()) {
            throw new IOException(path + ": " + failed.group());
        }
        return new Sample(number(RATE, report), p99(report), used / number(REQUESTS, report));
    }

    private static double p99(String report) throws IOException {
        Matcher found = find(P99, report);
        return Double.parseDouble(found.group(1))
                * switch (found.group(2)) {
                    case "us" -> 0.001;
                    case "ms" -> 1;
                    case "s" -> 1000;
                    default -> 60_000;
                };
    }

    private static String wrk(String url, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--latency", url))
                .redirectErrorStream(true)
                .start();
        String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException("wrk failed: " + report);
        }
        return report;
    }

    private static double number(Pattern pattern, String report) throws IOException {
        return Double.parseDouble(find(pattern, report).group(1));
    }

    private static Matcher find(Pattern pattern, String report) throws IOException {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IOException("no '" + pattern + "' in what wrk printed:\n" + report);
        }
        return matcher;
    }
}
