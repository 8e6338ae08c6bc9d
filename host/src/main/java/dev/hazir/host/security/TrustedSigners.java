package dev.hazir.host.security;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Those who sign jars and whom an administrator has said to trust, kept in the home directory and read when first asked
 * for. Safe for use by several threads; on threads that may block.
 */
public final class TrustedSigners {

    private static final Logger log = LoggerFactory.getLogger(TrustedSigners.class);

    private final Path file;
    private final Disk disk;
    private final Clock clock;
    private @Nullable List<Signer> known;

    /**
     * Somebody who signs.
     *
     * @param fingerprint SHA-256 of the certificate in hex
     * @param name in the certificate; whether it is true nobody has checked
     * @param by who trusts him
     */
    public record Signer(String fingerprint, String name, String by, Instant since) {}

    TrustedSigners(Path access, Disk disk, Clock clock) {
        this.file = access.resolve("signers.json");
        this.disk = disk;
        this.clock = clock;
    }

    public synchronized List<Signer> list() {
        List<Signer> now = known;
        if (now == null) {
            now = read();
            known = now;
        }
        return now;
    }

    public boolean trusts(String fingerprint) {
        return list().stream().anyMatch(signer -> signer.fingerprint().equals(fingerprint));
    }

    /** From now on jars of this signer need no tick. */
    public synchronized void remember(String fingerprint, String name, String by) throws DiskException {
        if (!fingerprint.isEmpty() && !trusts(fingerprint)) {
            List<Signer> next = new ArrayList<>(list());
            next.add(new Signer(fingerprint, name, by, clock.instant()));
            write(next);
        }
    }

    /** Returns whether he was trusted. */
    public synchronized boolean forget(String fingerprint) throws DiskException {
        boolean was = trusts(fingerprint);
        if (was) {
            write(list().stream()
                    .filter(signer -> !signer.fingerprint().equals(fingerprint))
                    .toList());
        }
        return was;
    }

    private void write(List<Signer> next) throws DiskException {
        disk.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        known = List.copyOf(next);
    }

    private List<Signer> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Signer[].class));
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read: no signer is trusted", file, e);
            return List.of();
        }
    }
}
