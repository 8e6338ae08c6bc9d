package dev.hazir.host.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A directory to look at from outside: its plain files, and nothing that a name or a link in it leads to elsewhere. What
 * comes and goes meanwhile is left out. For any thread that may block.
 */
public record Folder(Path root) {

    /** A file by its path in the directory, with slashes. */
    public record Entry(String path, long bytes, Instant modified) {}

    /**
     * What is in it.
     *
     * @param files by path, at most as many as were asked for
     * @param count how many there are
     * @param bytes of all of them
     */
    public record Listing(List<Entry> files, long count, long bytes) {}

    @FunctionalInterface
    private interface Visit {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    public Listing list(int most) throws IOException {
        List<Entry> files = new ArrayList<>();
        long[] sum = new long[2];
        walk((file, attributes) -> {
            sum[0]++;
            sum[1] += attributes.size();
            if (files.size() < most) {
                files.add(new Entry(
                        name(file),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        });
        files.sort(Comparator.comparing(Entry::path));
        return new Listing(List.copyOf(files), sum[0], sum[1]);
    }

    /** The file of a path in the directory; empty when it leads elsewhere or there is no plain file. */
    public Optional<Path> file(String path) throws IOException {
        try {
            Path file = root.resolve(path).normalize();
            boolean below = !path.isBlank() && file.startsWith(root) && !file.equals(root);
            if (!below || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            // A directory on the way may be a link.
            return file.toRealPath().equals(root.toRealPath().resolve(root.relativize(file)))
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes all of it as a zip, which is left open. */
    public void zip(ZipOutputStream zip, String prefix) throws IOException {
        walk((file, attributes) -> copy(file, prefix + name(file), zip));
    }

    /** Writes all of it as a zip. */
    public void zip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip(zip, "");
        zip.finish();
    }

    private static void copy(Path file, String name, ZipOutputStream zip) throws IOException {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setLastModifiedTime(Files.getLastModifiedTime(file));
            zip.putNextEntry(entry);
            in.transferTo(zip);
            zip.closeEntry();
        } catch (NoSuchFileException e) {
            return; // it went meanwhile
        }
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private void walk(Visit visit) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visit.file(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
