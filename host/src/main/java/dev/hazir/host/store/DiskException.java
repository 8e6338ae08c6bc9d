package dev.hazir.host.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The disk did not do what was asked of it. Says what an operator can do about it. */
public final class DiskException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String why;

    /**
     * A failure.
     *
     * @param act what could not be done to the file: {@code written}, {@code deleted} …
     */
    public DiskException(Path file, String act, IOException cause) {
        super(file + " cannot be " + act + ": " + reason(cause), cause);
        this.file = file;
        this.why = reason(cause);
    }

    /** What could not be changed or read. */
    public Path file() {
        return file;
    }

    /** A sentence on what was in the way. */
    public String why() {
        return why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".";
    }

    /** What to do about it. */
    public String fix() {
        String told = why.toLowerCase(Locale.ROOT);
        if (told.contains("no space") || told.contains("quota") || told.contains("too large")) {
            return "Free space on that disk, then try again.";
        }
        if (told.contains("read-only")) {
            return "Mount that file system for writing, then try again.";
        }
        if (told.contains("permission")) {
            return "Let the user of the host write there, then try again.";
        }
        return "Check that disk, then try again; the log has the details.";
    }

    private static String reason(IOException cause) {
        if (cause instanceof DiskException known) {
            return known.why;
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it is not there";
        }
        String reason = cause instanceof FileSystemException told ? told.getReason() : cause.getMessage();
        return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
    }
}
