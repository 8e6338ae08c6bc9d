package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes in memory; only the superuser of a machine that allows it gets one. */
final class SmallDisk implements AutoCloseable {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** Mounts a file system at a directory, which is made; empty when this machine does not let us. */
    static Optional<SmallDisk> mount(Path place, int mebibytes) {
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", place.toString())
                ? Optional.of(new SmallDisk(place))
                : Optional.empty();
    }

    /** Leaves only this much room, by a file that nobody needs. */
    void leave(int mebibytes) {
        try (FileChannel ballast =
                FileChannel.open(place.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long room = place.toFile().getUsableSpace() - ((long) mebibytes << 20);
            if (room < 0) {
                ballast.truncate(Math.max(0, ballast.size() + room)); // and at no time leaves more
            }
            ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            ballast.position(ballast.size());
            for (long left = room; left > 0; left -= piece.limit()) {
                piece.clear().limit((int) Math.min(left, piece.capacity()));
                ballast.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void readOnly() {
        remount("ro");
    }

    void writable() {
        remount("rw");
    }

    @Override
    public void close() {
        run("umount", place.toString());
    }

    private void remount(String mode) {
        if (!run("mount", "-o", "remount," + mode, place.toString())) {
            throw new AssertionError(place + " cannot be remounted " + mode);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(Arrays.toString(command), e);
        }
    }
}
