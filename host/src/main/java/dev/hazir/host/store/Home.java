package dev.hazir.host.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The host's home directory, locked for one host. */
public final class Home implements AutoCloseable {

    /** How many bytes stay free, so that what runs can go on writing. */
    public static final long LEAST_ROOM = 32L << 20;

    private static final List<String> FOLDERS = List.of("applets", "versions", "data", "logs", "run");

    private final Path root;
    private final Disk disk;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Home(Path root, Disk disk, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.disk = disk;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Creates what is missing of a home directory and locks it.
     *
     * @throws IOException with a sentence for the operator when it cannot be used
     */
    public static Home open(Path directory) throws IOException {
        return open(directory, new Disk());
    }

    /** Does the same with an observer of every step that changes what is to last. */
    public static Home open(Path directory, Disk.Observer observer) throws IOException {
        return open(directory, new Disk(observer));
    }

    private static Home open(Path directory, Disk disk) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        FileChannel file;
        try {
            for (String folder : FOLDERS) {
                Files.createDirectories(root.resolve(folder));
            }
            file = FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(root, e);
        }
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new IOException("Another host already runs on the home directory " + root
                    + ". Stop it, or choose another one with --home.");
        }
        Home home = new Home(root, disk, file, lock);
        try {
            home.sweep();
        } catch (IOException e) {
            home.close();
            throw unusable(root, e);
        }
        return home;
    }

    /** What changes files in it. */
    public Disk disk() {
        return disk;
    }

    /** How many bytes may still be written: the least of its file systems, as some folders may be mounted. */
    public long room() {
        return Math.min(versions().toFile().getUsableSpace(), work().toFile().getUsableSpace());
    }

    public Path root() {
        return root;
    }

    /** Where operators drop jars. */
    public Path applets() {
        return root.resolve("applets");
    }

    /** The kept versions of all applets. */
    public Path versions() {
        return root.resolve("versions");
    }

    /** What the host keeps for an applet: its settings and files. */
    public Path data(String applet) {
        return root.resolve("data").resolve(applet);
    }

    /** Who may come in; made with the first of them. */
    public Path access() {
        return root.resolve("access");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Made when the first backup is. */
    public Path backups() {
        return root.resolve("backups");
    }

    /** Lives as long as this run: the token, the address of the host. */
    public Path run() {
        return root.resolve("run");
    }

    /** Temporary files of this run; emptied at each start. */
    public Path work() {
        return root.resolve("run/work");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }

    /** Takes away what earlier runs left: temporary files, and halves of files after a crash. */
    private void sweep() throws IOException {
        Disk plain = new Disk();
        plain.sweep(work());
        Files.createDirectories(work()); // need not outlive a power cut
        plain.sweepUnfinished(run());
        plain.sweepUnfinished(versions());
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions(), Files::isDirectory)) {
            for (Path folder : folders) {
                plain.sweepUnfinished(folder);
            }
        }
    }

    private static IOException unusable(Path root, IOException e) {
        return new IOException(
                "The home directory " + root + " cannot be used: " + e
                        + ". Make it writable for this user, or choose another one with --home.",
                e);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
