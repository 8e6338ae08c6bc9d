package dev.hazir.host.backup;

import dev.hazir.host.store.DiskException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Writes one backup, file by file; it is complete and on the disk when {@link #finish} has returned. For one thread. */
public final class BackupWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final Map<String, Manifest.Entry> entries = new LinkedHashMap<>();
    private final List<Manifest.SavedApplet> applets = new ArrayList<>();
    private final List<String> changing = new ArrayList<>();
    private boolean wholeHost;

    BackupWriter(Path file) throws DiskException {
        this.file = file;
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
        this.zip = new ZipOutputStream(Channels.newOutputStream(channel));
    }

    /** Says what the files of an applet, which are added beside this, are. */
    public void applet(Manifest.SavedApplet applet) {
        applets.add(applet);
    }

    /** The backup holds all applets and the configuration of the host. */
    public void wholeHost() {
        wholeHost = true;
    }

    public void add(String path, byte[] content) throws IOException {
        put(path, new ByteArrayInputStream(content), content.length);
    }

    /**
     * Adds a file, as long as it is now: one that grows must not be run after. One that is written to meanwhile is added as
     * it was read, and named in the manifest; one that has gone is left out.
     *
     * @return how many bytes it has, or -1 when it has gone
     */
    public long add(String path, Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            BasicFileAttributes before = Files.readAttributes(source, BasicFileAttributes.class);
            long bytes = put(path, in, before.size());
            if (bytes != before.size() || changed(source, before)) {
                changing.add(path);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /**
     * What a directory held.
     *
     * @param files how many files there were, in all directories below it
     */
    public record Tree(long files, long bytes) {}

    /** Adds all files of a directory, if it is there. Links are not followed: they may lead anywhere. */
    public Tree addTree(String path, Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new Tree(0, 0);
        }
        long[] sum = new long[2];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    String below = directory.relativize(found).toString().replace('\\', '/');
                    long bytes = add(path + "/" + below, found);
                    if (bytes >= 0) {
                        sum[0]++;
                        sum[1] += bytes;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return new Tree(sum[0], sum[1]);
    }

    /** Writes the manifest and waits for the disk. */
    Manifest finish(String host, Instant made, Manifest.Occasion occasion) throws IOException {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                host,
                made,
                occasion.by(),
                occasion.reason(),
                occasion.automatic(),
                applets,
                wholeHost,
                entries,
                changing);
        try {
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(JsonMapper.shared().writeValueAsBytes(manifest));
            zip.closeEntry();
            zip.finish();
            channel.force(true);
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
        return manifest;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long put(String path, InputStream content, long limit) throws IOException {
        MessageDigest digest = Sha256.begin();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        begin(path);
        for (int read = next(content, buffer, limit); read > 0; read = next(content, buffer, limit - bytes)) {
            digest.update(buffer, 0, read);
            write(zip, buffer, read);
            bytes += read;
        }
        try {
            zip.closeEntry();
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
        entries.put(path, new Manifest.Entry(bytes, HexFormat.of().formatHex(digest.digest())));
        return bytes;
    }

    private static int next(InputStream content, byte[] buffer, long limit) throws IOException {
        return content.readNBytes(buffer, 0, (int) Math.min(buffer.length, limit));
    }

    private void begin(String path) throws DiskException {
        try {
            zip.putNextEntry(new ZipEntry(path));
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
    }

    /** Tells a backup that cannot be written from a file that cannot be read. */
    private void write(OutputStream out, byte[] buffer, int length) throws DiskException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
    }

    private static boolean changed(Path source, BasicFileAttributes before) throws IOException {
        try {
            BasicFileAttributes after = Files.readAttributes(source, BasicFileAttributes.class);
            return after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
