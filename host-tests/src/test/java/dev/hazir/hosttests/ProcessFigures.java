package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a Java process takes from the machine, after a garbage collection.
 *
 * @param appletLoaders class loaders of applets that are alive
 * @param directBuffers network and other buffers outside of the heap that are alive
 * @param threads threads of the system
 * @param files open files and sockets
 * @param residentMegabytes memory
 */
record ProcessFigures(long appletLoaders, long directBuffers, long threads, long files, long residentMegabytes) {

    private static final String LOADER = "dev.hazir.host.applet.AppletLoader";
    private static final String BUFFER = "java.nio.DirectByteBuffer";

    static ProcessFigures of(long pid) {
        try {
            String alive = histogram(pid);
            return new ProcessFigures(
                    instances(alive, LOADER),
                    instances(alive, BUFFER),
                    status(pid, "Threads:"),
                    count(Path.of("/proc", "" + pid, "fd")),
                    status(pid, "VmRSS:") / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects that are alive, by class. */
    private static String histogram(long pid) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, "" + pid, "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long instances(String histogram, String type) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[3].equals(type))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    private static long status(long pid, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", "" + pid, "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
