package dev.hazir.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own.
 *
 * @param url where it answers
 */
record ServerProcess(Process process, URI url) implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+)");
    /** The unit of the times in /proc on Linux: a hundredth of a second, on every architecture. */
    private static final double TICK_MICROS = 10_000;

    /** Starts a server that prints one line with {@code ready <url>} when it accepts connections. */
    static ServerProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new ServerProcess(process, URI.create(ready.group(1)));
            }
        }
        throw new IOException("the server ended before it was ready: " + command);
    }

    /** Waits until a path is answered with 200: a dropped applet is there a moment after the host is ready. */
    void awaitAnswer(String path) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int status = 0;
        while (status != 200) {
            if (System.nanoTime() > deadline) {
                throw new IOException(url.resolve(path) + " answers " + status + " (expected: 200)");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve(path).toURL().openConnection();
            status = connection.getResponseCode();
            connection.disconnect();
        }
    }

    /** The processor time this process has used, user and system, in microseconds. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
