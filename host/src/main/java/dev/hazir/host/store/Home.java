package dev.hazir.host.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The host's home directory, locked for one host. */
public final class Home implements AutoCloseable {

    private static final List<String> FOLDERS = List.of("applets", "versions", "data", "logs", "run");

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Home(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Creates what is missing of a home directory and locks it.
     *
     * @throws IOException with a sentence for the operator when it cannot be used
     */
    public static Home open(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        try {
            for (String folder : FOLDERS) {
                Files.createDirectories(root.resolve(folder));
            }
        } catch (IOException e) {
            throw new IOException(
                    "The home directory " + root + " cannot be used: " + e
                            + ". Make it writable for this user, or choose" + " another one with --home.",
                    e);
        }
        FileChannel file =
                FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new IOException("Another host already runs on the home directory " + root
                    + ". Stop it, or choose another one with --home.");
        }
        Home home = new Home(root, file, lock);
        AtomicFile.sweep(root.resolve("run/work"));
        Files.createDirectories(home.work());
        return home;
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

    public Path logs() {
        return root.resolve("logs");
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

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
