package dev.hazir.host.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files that change in one step: a reader, also one after a crash, sees the old content or the new. What fails is told as
 * a {@link DiskException}, and leaves the old content. What is written anew only this user may read. For any thread.
 */
public final class Disk {

    /** A step that changes what is on the disk. */
    public enum Step {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_DIRECTORY,
        DELETE
    }

    /** Is told of each step before it is taken. What it throws counts as the failure of that step. */
    @FunctionalInterface
    public interface Observer {
        void before(Step step, Path file) throws IOException;
    }

    private static final String UNFINISHED = ".new";

    private final Observer observer;

    public Disk() {
        this((step, file) -> {});
    }

    Disk(Observer observer) {
        this.observer = observer;
    }

    /** Replaces a file's content; it is on disk when this returns. */
    public void write(Path file, byte[] content) throws DiskException {
        byte @Nullable [] before = contentOf(file);
        replace(file, temporary -> writeThrough(temporary, content), () -> {
            if (before == null) {
                delete(file);
            } else {
                replace(file, temporary -> writeThrough(temporary, before), () -> {});
            }
        });
    }

    /** Replaces a file by a copy of another; it is on disk when this returns. */
    public void copy(Path source, Path file) throws DiskException {
        Content content = temporary -> {
            step(Step.WRITE, temporary);
            Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING);
            step(Step.FORCE, temporary);
            force(temporary);
        };
        replace(file, content, () -> delete(file));
    }

    /** Copies a file to a place that need not outlive this run. */
    public void copyForNow(Path source, Path file) throws DiskException {
        try {
            Files.copy(source, file);
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
    }

    /** Writes what a file is to hold; a failure to read that is not one of the disk. */
    @FunctionalInterface
    public interface Source {
        void into(OutputStream out) throws IOException;
    }

    /** Makes a file that nothing names yet; it is on disk when this returns, and may be there in part when this fails. */
    public void create(Path file, Source content) throws IOException {
        directory(Objects.requireNonNull(file.getParent(), "a root is no file"));
        try (OutputStream out = new Written(file)) {
            content.into(out);
        }
    }

    /** A new file whose failures are those of the disk; it is on disk when it was closed. */
    private final class Written extends OutputStream {
        private final Path file;
        private final FileChannel channel;

        Written(Path file) throws DiskException {
            this.file = file;
            try {
                step(Step.WRITE, file);
                channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new DiskException(file, "written", e);
            }
        }

        @Override
        public void write(int b) throws DiskException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws DiskException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                throw new DiskException(file, "written", e);
            }
        }

        @Override
        public void close() throws DiskException {
            try (channel) {
                step(Step.FORCE, file);
                channel.force(true);
            } catch (IOException e) {
                throw new DiskException(file, "written", e);
            }
        }
    }

    /** Makes a directory with its parents; nothing happens when it is there. */
    public Path directory(Path directory) throws DiskException {
        try {
            makeDirectory(directory);
            return directory;
        } catch (IOException e) {
            throw new DiskException(directory, "made", e);
        }
    }

    /** Deletes a file; nothing happens when it is not there. */
    public void delete(Path file) throws DiskException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                step(Step.DELETE, file);
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new DiskException(file, "deleted", e);
            }
        }
    }

    /** Deletes a file or a whole directory; nothing happens when it is not there. */
    public void sweep(Path path) throws DiskException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw new DiskException(path, "deleted", e);
        }
    }

    /** Deletes what a crash in the middle of a write has left in a directory. */
    public void sweepUnfinished(Path directory) throws DiskException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*" + UNFINISHED)) {
            for (Path file : files) {
                delete(file);
            }
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw new DiskException(directory, "read", e);
        }
    }

    private interface Content {
        void into(Path temporary) throws IOException;
    }

    private interface Undo {
        void run() throws IOException;
    }

    private void replace(Path file, Content content, Undo undo) throws DiskException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root cannot be replaced");
        Path temporary = directory;
        boolean renamed = false;
        try {
            makeDirectory(directory);
            step(Step.CREATE, directory);
            temporary = Files.createTempFile(directory, "." + file.getFileName() + ".", UNFINISHED);
            content.into(temporary);
            step(Step.RENAME, file);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            renamed = true;
            step(Step.FORCE_DIRECTORY, directory);
            forceDirectory(directory);
        } catch (IOException e) {
            DiskException failure = new DiskException(file, "written", e);
            try {
                if (renamed) {
                    undo.run();
                } else if (!temporary.equals(directory)) {
                    delete(temporary);
                }
            } catch (IOException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
    }

    private void writeThrough(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            step(Step.WRITE, temporary);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            step(Step.FORCE, temporary);
            channel.force(true);
        }
    }

    private void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            makeDirectory(parent);
        }
        step(Step.CREATE, directory);
        Files.createDirectories(directory);
        if (parent != null) {
            step(Step.FORCE_DIRECTORY, parent);
            forceDirectory(parent);
        }
    }

    private void step(Step step, Path file) throws IOException {
        observer.before(step, file);
    }

    private static byte @Nullable [] contentOf(Path file) throws DiskException {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new DiskException(file, "read", e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes a rename durable; not every system lets a directory be opened for that. */
    public void forceDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
