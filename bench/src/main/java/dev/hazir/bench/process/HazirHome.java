package dev.hazir.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A home directory of a host, with applets in its drop directory; deleted when closed. */
public final class HazirHome implements AutoCloseable {

    /** How a host is started for load: with as much memory as the peers have. */
    public static final Map<String, String> FOR_LOAD = Map.of("HAZIR_JAVA_OPTS", "-Xmx512m");

    /** With what the start script chooses by itself, and hello and meter on any ports. */
    public static final Map<String, String> AS_SHIPPED =
            Map.of("HAZIR_HELLO_PORT", "0", "HAZIR_METER_PORT", "0", "HAZIR_ARCHIVE", "now");

    private final Path script;
    private final Path root;

    private HazirHome(Path script, Path root) {
        this.script = script;
        this.root = root;
    }

    /** A home for the host of a start script. */
    public static HazirHome create(Path script) throws IOException {
        Path root = Files.createTempDirectory("hazir-bench");
        Files.createDirectories(root.resolve("applets"));
        return new HazirHome(script, root);
    }

    /** The drop directory. */
    public Path applets() {
        return root.resolve("applets");
    }

    /** What authorises an operator on this machine, while a host runs here. */
    public String token() throws IOException {
        return Files.readString(root.resolve("run/token")).strip();
    }

    /** Starts a host here. */
    public ServerProcess start(Map<String, String> environment) throws IOException {
        return ServerProcess.start(
                List.of(script.toString(), "start", "--home", root.toString(), "--port", "0"), environment);
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }

    /** Deletes a directory with everything in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
