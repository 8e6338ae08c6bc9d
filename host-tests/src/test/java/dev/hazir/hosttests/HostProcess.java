package dev.hazir.hosttests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host as a process of its own on a free port. Closing it stops it as an operator would. */
final class HostProcess implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("^hazir ready (http://127\\.0\\.0\\.1:\\d+/) in (\\d+) ms$", Pattern.MULTILINE);

    private final Path home;
    private final Process process;
    private final Path out;
    private final Path err;
    private final URI url;

    private HostProcess(Path home, Process process, Path out, Path err, Duration patience) {
        this.home = home;
        this.process = process;
        this.out = out;
        this.err = err;
        try {
            this.url = awaitReady(patience);
        } catch (RuntimeException | AssertionError e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the host did not get ready:\n" + output(), e);
        }
    }

    /** Starts a host on a home directory and waits until it is ready. */
    static HostProcess start(Path home, String... options) {
        return start(home, Map.of(), options);
    }

    /** Starts a host with environment variables. */
    static HostProcess start(Path home, Map<String, String> environment, String... options) {
        return startAt(0, home, environment, options);
    }

    /** Starts a host on a port that nobody else takes when it stops. */
    static HostProcess startToComeAgain(Path home, Map<String, String> environment, String... options) {
        return startAt(QuietPorts.free(), home, environment, options);
    }

    /** Starts a host on the home and the port of this one, which has ended. */
    HostProcess again(String... options) {
        return startAt(url.getPort(), home, Map.of(), options);
    }

    private static HostProcess startAt(int port, Path home, Map<String, String> environment, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("start", "--home", home.toString(), "--port", String.valueOf(port)));
        arguments.addAll(Arrays.asList(options));
        return start(home, Hazir.command(environment, arguments.toArray(String[]::new)));
    }

    /** Starts a host of another copy of the program, which may make its archive of classes first. */
    static HostProcess startOf(Path program, Path home, Map<String, String> environment) {
        ProcessBuilder command = Hazir.command(environment, "start", "--home", home.toString(), "--port", "0");
        command.command().set(0, program.resolve("bin/hazir").toString());
        return start(home, command, Patience.LIMIT.multipliedBy(3));
    }

    /** Starts a host that cannot write a file longer than this many KiB, as if the disk were full. */
    static HostProcess startLimited(Path home, int kibibytes) {
        ProcessBuilder command = Hazir.command(Map.of(), "start", "--home", home.toString(), "--port", "0");
        List<String> limited =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "limited"));
        limited.addAll(command.command());
        return start(home, command.command(limited));
    }

    private static HostProcess start(Path home, ProcessBuilder command) {
        return start(home, command, Patience.LIMIT);
    }

    private static HostProcess start(Path home, ProcessBuilder command, Duration patience) {
        try {
            Path out = Files.createTempFile(home.toAbsolutePath().getParent(), "host", ".out");
            Path err = Files.createTempFile(home.toAbsolutePath().getParent(), "host", ".err");
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new HostProcess(home, process, out, err, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    URI url() {
        return url;
    }

    /** The operator's doors of this host. */
    Rest rest() {
        return new Rest(url, token());
    }

    /** Runs a verb of the command line against this host. */
    Hazir.Result cli(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Hazir.run(all.toArray(String[]::new));
    }

    /** What the host wrote to both of its outputs so far. */
    String output() {
        return text(out) + text(err);
    }

    /** What stands in its log file. */
    List<String> log() {
        return text(home.resolve("logs/hazir.log")).lines().toList();
    }

    /** What is being written may end within a letter. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the host takes from the machine now. */
    ProcessFigures figures() {
        return ProcessFigures.of(process.pid());
    }

    /** Kills the host as the kernel would when memory runs out. */
    void kill() {
        awaitEnd(process::destroyForcibly);
    }

    /** Sends SIGTERM and returns the exit code. */
    int terminate() {
        awaitEnd(process::destroy);
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    String token() {
        try {
            return Files.readString(home.resolve("run/token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has left for later, such as the making of an archive, is not begun without it. */
    private void awaitEnd(Runnable end) {
        List<ProcessHandle> later = process.descendants().toList();
        end.run();
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "the host did not stop within " + Patience.LIMIT.toSeconds() + " s:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            later.forEach(ProcessHandle::destroy);
        }
    }

    private URI awaitReady(Duration patience) {
        await("hazir ready")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the host ended with " + process.exitValue() + ":\n" + output());
                    }
                    return READY.matcher(text(out)).find();
                });
        Matcher line = READY.matcher(output());
        if (!line.find()) {
            throw new AssertionError("no ready line:\n" + output());
        }
        return URI.create(line.group(1));
    }
}
