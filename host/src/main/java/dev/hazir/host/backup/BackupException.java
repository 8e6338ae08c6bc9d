package dev.hazir.host.backup;

import java.io.IOException;
import java.nio.file.Path;

/** A file cannot be used as a backup; the message is a sentence that names it and says why. */
public final class BackupException extends IOException {

    private static final long serialVersionUID = 1L;

    BackupException(Path file, String why) {
        super("The backup " + file.getFileName() + " cannot be used: " + why + ".");
    }
}
