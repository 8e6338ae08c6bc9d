package dev.hazir.host.admin.view;

import dev.hazir.host.store.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the home directory takes on disk. Measured when somebody looks, on a thread that may block.
 *
 * @param home where it lies
 * @param free bytes that may still be written there
 * @param disk bytes that the disk has
 * @param least bytes below which nothing is installed any more
 * @param folders of the home directory
 * @param applets what each applet takes of it
 * @param oldestLog when the oldest file of the log was written last, or null
 * @param complete whether all files were counted in time
 */
public record StorageJson(
        String home,
        long free,
        long disk,
        long least,
        List<Part> folders,
        List<OfApplet> applets,
        @Nullable Instant oldestLog,
        boolean complete) {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final List<String> FOLDERS =
            List.of("applets", "versions", "data", "backups", "logs", "db", "tls", "access", "run");

    /** A folder with all that is below it. */
    public record Part(String name, long bytes, long files) {}

    /**
     * An applet.
     *
     * @param versions bytes of its kept jars
     * @param kept how many these are
     * @param data bytes of its files and of what the host keeps of it
     */
    public record OfApplet(String id, long versions, long kept, long data) {}

    public static StorageJson of(AdminSources sources) throws IOException {
        Path home = sources.home();
        Count count = new Count(System.nanoTime() + PATIENCE_NANOS);
        List<Part> folders = new ArrayList<>();
        for (String name : FOLDERS) {
            if (Files.isDirectory(home.resolve(name))) {
                folders.add(count.of(name, home.resolve(name)));
            }
        }
        List<OfApplet> applets = new ArrayList<>();
        for (String id : names(home.resolve("data"), home.resolve("versions"))) {
            Part versions = count.of(id, home.resolve("versions").resolve(id));
            Part data = count.of(id, home.resolve("data").resolve(id));
            long kept = sources.applets().shelf().versions(id).size();
            applets.add(new OfApplet(id, versions.bytes(), kept, data.bytes()));
        }
        File root = home.toFile();
        return new StorageJson(
                home.toString(),
                root.getUsableSpace(),
                root.getTotalSpace(),
                Home.LEAST_ROOM,
                folders,
                applets,
                oldest(home.resolve("logs")),
                !count.late);
    }

    private static List<String> names(Path... folders) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.filter(Files::isDirectory).forEach(path -> names.add(String.valueOf(path.getFileName())));
                }
            }
        }
        return names.stream().distinct().sorted().toList();
    }

    private static @Nullable Instant oldest(Path logs) throws IOException {
        Instant oldest = null;
        if (Files.isDirectory(logs)) {
            try (Stream<Path> all = Files.list(logs)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    Instant at = Files.getLastModifiedTime(file).toInstant();
                    oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
                }
            }
        }
        return oldest;
    }

    /** Counts for so long; files that go meanwhile do not matter. */
    private static final class Count extends SimpleFileVisitor<Path> {
        private final long until;
        private boolean late;
        private long bytes;
        private long files;

        Count(long until) {
            this.until = until;
        }

        Part of(String name, Path folder) throws IOException {
            bytes = 0;
            files = 0;
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, this);
            }
            return new Part(name, bytes, files);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            files++;
            late |= System.nanoTime() > until;
            return late ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
