package dev.hazir.host.backup;

import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A backup that is read. Nothing of it is believed before {@link #check} has looked at all of it. For one thread. */
public final class BackupArchive implements AutoCloseable {

    private static final int LARGEST_MANIFEST = 64 << 20;
    private static final int LARGEST_SMALL_FILE = 16 << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupArchive(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a backup and reads what it says of itself.
     *
     * @throws BackupException when it is none
     */
    public static BackupArchive open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupException(file, "it is no zip file, or not all of it is there (" + e.getMessage() + ")");
        }
        try {
            return new BackupArchive(file, zip, manifest(file, zip));
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** How many bytes its files take when they are unpacked. */
    public long bytes() {
        return manifest.entries().values().stream()
                .mapToLong(Manifest.Entry::bytes)
                .sum();
    }

    /**
     * Reads all of it and compares it with what the manifest says.
     *
     * @throws BackupException when something is missing, damaged, or leads out of the backup
     */
    public void check() throws IOException {
        for (Map.Entry<String, Manifest.Entry> named : manifest.entries().entrySet()) {
            requireWithin(named.getKey());
            copy(named.getKey(), named.getValue(), OutputStream.nullOutputStream());
        }
    }

    /** The paths of the files below a path, which ends with a slash. */
    public List<String> below(String path) {
        return manifest.entries().keySet().stream()
                .filter(entry -> entry.startsWith(path))
                .toList();
    }

    /** A small file as a whole. */
    public byte[] read(String path) throws IOException {
        Manifest.Entry entry = manifest.entries().get(path);
        if (entry == null || entry.bytes() > LARGEST_SMALL_FILE) {
            throw new BackupException(file, path + (entry == null ? " is missing" : " is too large"));
        }
        try (InputStream in = zip.getInputStream(entry(path))) {
            return in.readNBytes(LARGEST_SMALL_FILE);
        }
    }

    /** Writes one file of it to a place where none is; it is on the disk when this returns. */
    public void unpack(String path, Path target, Disk disk) throws IOException {
        requireWithin(path);
        Manifest.Entry entry = Objects.requireNonNull(manifest.entries().get(path), path);
        disk.create(target, out -> copy(path, entry, out));
    }

    /** Writes all files below a path, which ends with a slash, into a directory. */
    public void unpackTree(String path, Path directory, Disk disk) throws IOException {
        disk.directory(directory);
        for (String entry : below(path)) {
            unpack(entry, directory.resolve(entry.substring(path.length())), disk);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupException(file, "it has no " + Manifest.NAME + ", so it was not made by hazir");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            JsonNode json = JsonMapper.shared().readTree(in.readNBytes(LARGEST_MANIFEST));
            if (json.path("format").asInt(0) != Manifest.FORMAT) {
                throw new BackupException(
                        file,
                        "it has format " + json.path("format") + ", and this host reads format " + Manifest.FORMAT
                                + "; use the version of hazir that made it ("
                                + json.path("host").asString("unknown")
                                + ") or a newer one");
            }
            return JsonMapper.shared().treeToValue(json, Manifest.class);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new BackupException(file, "its " + Manifest.NAME + " cannot be read (" + e.getMessage() + ")");
        } catch (ZipException e) {
            throw new BackupException(file, "it is damaged (" + e.getMessage() + ")");
        }
    }

    private void requireWithin(String path) throws BackupException {
        boolean within = !path.startsWith("/")
                && !path.contains("\\")
                && !path.contains(":")
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!within) {
            throw new BackupException(file, "the file '" + path + "' in it leads somewhere else");
        }
    }

    private ZipEntry entry(String path) throws BackupException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new BackupException(file, path + " is missing");
        }
        return entry;
    }

    private void copy(String path, Manifest.Entry named, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.begin();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = zip.getInputStream(entry(path))) {
            for (int read = next(path, in, buffer);
                    read >= 0 && bytes <= named.bytes();
                    read = next(path, in, buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                bytes += read;
            }
        }
        if (bytes != named.bytes() || !HexFormat.of().formatHex(digest.digest()).equals(named.sha256())) {
            throw new BackupException(file, path + " is not what it was when the backup was made");
        }
    }

    private int next(String path, InputStream in, byte[] buffer) throws BackupException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BackupException(file, path + " is damaged (" + e.getMessage() + ")");
        }
    }
}
