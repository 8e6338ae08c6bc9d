package dev.hazir.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which prints {@code ready <url>} and perhaps names of further ports with numbers. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready (http://127\\.0\\.0\\.1:(\\d+)).*");
    /** The unit of the times in /proc on Linux: a hundredth of a second, on every architecture. */
    private static final double TICK_MICROS = 10_000;

    private static final int PATIENCE_SECONDS = 60;
    private static final Path LOG = Path.of("bench/target/processes.log");

    private final Process process;
    private final String ready;
    private final URI url;

    private ServerProcess(Process process, String ready, URI url) {
        this.process = process;
        this.ready = ready;
        this.url = url;
    }

    /** Starts a server of this module. */
    public static ServerProcess peer(Class<?> main) throws IOException {
        return start(java(main, "-Xmx512m"), Map.of());
    }

    /** Starts a server and returns when it has said that it is ready. */
    static ServerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new ServerProcess(process, line, URI.create(ready.group(1)));
            }
        }
        throw new IOException("the server ended before it was ready; see " + LOG + ": " + command);
    }

    /** Where everything goes that the processes complain about. */
    public static ProcessBuilder.Redirect log() {
        return ProcessBuilder.Redirect.appendTo(LOG.toFile());
    }

    /** How this Java starts a class of this module. */
    public static List<String> java(Class<?> main, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** The number of a further port that its ready line names. */
    public int port(String name) throws IOException {
        Matcher named = Pattern.compile(name + " (\\d+)").matcher(ready);
        if (!named.find()) {
            throw new IOException("no port " + name + " in: " + ready);
        }
        return Integer.parseInt(named.group(1));
    }

    /** What a path answers as text; waits until it is answered with 200, such as by an applet that is starting. */
    public String get(String path) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve(path).toURL().openConnection();
            int status = connection.getResponseCode();
            if (status == 200) {
                return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
            connection.disconnect();
            if (System.nanoTime() > deadline) {
                throw new IOException(url.resolve(path) + " answers " + status + " (expected: 200)");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** The processor time this process has used, user and system, in microseconds. */
    public double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
    }

    /** The memory of this process that is in use, in MiB. */
    public double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS in /proc/" + process.pid() + "/status");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
