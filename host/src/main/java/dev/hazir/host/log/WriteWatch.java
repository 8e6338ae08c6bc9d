package dev.hazir.host.log;

import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the log file can be written. The logging library drops lines while it cannot, tries again after pauses
 * that grow with the failure, and tells of both ends; of the second as soon as the file is open again, so that only a file
 * that grows then is one that can be written. Called by whoever logs.
 */
final class WriteWatch implements StatusListener {

    private static final long UNKNOWN = -1;

    private final Path file;
    private volatile @Nullable String failure;
    private volatile long reopenedAt = UNKNOWN;

    WriteWatch(Path file) {
        this.file = file;
    }

    Optional<String> failure() {
        if (failure != null && reopenedAt != UNKNOWN && size() != reopenedAt) {
            failure = null;
            reopenedAt = UNKNOWN;
        }
        return Optional.ofNullable(failure);
    }

    @Override
    public void addStatusEvent(Status status) {
        if (status.getOrigin() instanceof ResilientFileOutputStream stream
                && stream.getFile().toPath().equals(file)) {
            if (status.getLevel() == Status.ERROR) {
                Throwable cause = status.getThrowable();
                failure = cause == null ? status.getMessage() : String.valueOf(cause.getMessage());
                reopenedAt = UNKNOWN;
            } else if (status.getMessage().startsWith("Recovered")) {
                reopenedAt = size();
            }
        }
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
