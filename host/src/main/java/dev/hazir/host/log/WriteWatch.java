package dev.hazir.host.log;

import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the log file can be written. The logging library drops lines while it cannot, tries again after pauses
 * that grow with the failure, and tells of both ends. Called by whoever logs.
 */
final class WriteWatch implements StatusListener {

    private final Path file;
    private volatile @Nullable String failure;

    WriteWatch(Path file) {
        this.file = file;
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void addStatusEvent(Status status) {
        if (status.getOrigin() instanceof ResilientFileOutputStream stream
                && stream.getFile().toPath().equals(file)) {
            if (status.getLevel() == Status.ERROR) {
                Throwable cause = status.getThrowable();
                failure = cause == null ? status.getMessage() : String.valueOf(cause.getMessage());
            } else if (status.getMessage().startsWith("Recovered")) {
                failure = null;
            }
        }
    }
}
