package dev.hazir.host.servlet;

import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved sessions of one applet, a file for each. Only the host's user may read them, and no name tells an id: whoever
 * knows the id of a session has the session.
 */
final class SessionFiles {

    private static final Logger log = LoggerFactory.getLogger(SessionFiles.class);
    private static final String ENDING = ".session";
    private static final int NAME_BYTES = 20;

    private final Path directory;

    SessionFiles(Path directory) {
        this.directory = directory;
    }

    /** Replaces what is saved of a session; it is on disk when this returns. */
    void write(FrozenSession session) throws IOException {
        createDirectory();
        new Disk().write(file(session.id()), session.encode());
    }

    /** A saved session, or null. A damaged file is set aside and reported. */
    @Nullable
    FrozenSession read(String id) throws IOException {
        FrozenSession session = read(file(id));
        return session != null && session.id().equals(id) ? session : null;
    }

    void delete(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /** Deletes what a crash left half written. To be called before anything is written. */
    void sweep() throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, ".*" + ENDING + "*.new")) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        }
    }

    /** The ids of saved sessions that have expired. Reads them all. */
    List<String> expiredAt(long millis) throws IOException {
        List<String> expired = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return expired;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.getFileName().toString().endsWith(ENDING)) {
                    FrozenSession session = read(file);
                    if (session != null && session.expiredAt(millis)) {
                        expired.add(session.id());
                    }
                }
            }
        }
        return expired;
    }

    private @Nullable FrozenSession read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            return FrozenSession.decode(bytes);
        } catch (IOException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            log.warn(
                    "The saved session {} cannot be read: {}. It is set aside as {}; its user begins a new one.",
                    file,
                    e.getMessage(),
                    aside.getFileName());
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return null;
        }
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            FileAttribute<?>[] mine =
                    directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                            }
                            : new FileAttribute<?>[0];
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(directory, mine);
        }
    }

    private Path file(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest, 0, NAME_BYTES) + ENDING);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
