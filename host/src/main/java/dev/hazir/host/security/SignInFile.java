package dev.hazir.host.security;

import dev.hazir.host.security.SignIns.NotKept;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is signed in, on disk: digests of what browsers show, from which nobody gets a sign-in. It is only a help: when it
 * cannot be read or written, people sign in again. What cannot be written is deleted, so that nothing that was ended comes
 * back with a restart. Safe for use by several threads; on threads that may block.
 */
final class SignInFile {

    private static final Logger log = LoggerFactory.getLogger(SignInFile.class);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Disk disk;
    private volatile @Nullable NotKept failure;

    /**
     * A sign-in as it is kept.
     *
     * @param id digest of the secret of its cookie
     * @param stamp what person, password and role were
     * @param handle names it in lists
     * @param lastUsed roughly when
     */
    record Kept(
            String id,
            String stamp,
            String handle,
            String person,
            Instant since,
            Instant lastUsed,
            String from,
            String agent) {

        Kept usedAt(Instant time) {
            return new Kept(id, stamp, handle, person, since, time, from, agent);
        }

        Kept stamped(String next) {
            return new Kept(id, next, handle, person, since, lastUsed, from, agent);
        }

        @SuppressWarnings("ConstantValue") // anything may be missing in a file
        private boolean whole() {
            return id != null
                    && DIGEST.matcher(id).matches()
                    && stamp != null
                    && handle != null
                    && person != null
                    && since != null
                    && lastUsed != null
                    && from != null
                    && agent != null;
        }
    }

    SignInFile(Path access, Disk disk) {
        this.file = access.resolve("sign-ins.json");
        this.disk = disk;
    }

    /** Why what changes is not kept, while that is so. */
    Optional<NotKept> failure() {
        return Optional.ofNullable(failure);
    }

    /** Those that were kept; none when they cannot be read. */
    List<Kept> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is too large");
            }
            List<Kept> kept = List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Kept[].class));
            if (!kept.stream().allMatch(Kept::whole)) {
                throw new IOException("something in it is missing");
            }
            return kept;
        } catch (IOException | JacksonException | NullPointerException e) {
            log.warn("{} cannot be read, so people sign in again: {}", file, e.toString());
            return List.of();
        }
    }

    synchronized void write(List<Kept> open) {
        try {
            disk.write(
                    file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(open));
            failure = null;
        } catch (DiskException e) {
            NotKept now = new NotKept(file, e.why(), !dropped());
            if (!now.equals(failure)) {
                log.warn("{} cannot be written, so people sign in again after a restart: {}", file, e.getMessage());
            }
            failure = now;
        }
    }

    private boolean dropped() {
        try {
            disk.delete(file);
            return true;
        } catch (DiskException e) {
            log.warn("sign-ins that are ended now are good again after a restart: {}", e.getMessage());
            return false;
        }
    }
}
