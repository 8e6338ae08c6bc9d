package dev.hazir.host.applet;

import dev.hazir.host.settings.Setting;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What settings applets have, as each told when it last went live, in {@code versions/<id>/settings.json}: so that they can
 * be corrected while nothing runs. No act fails because of it. For any thread that may block.
 */
final class KnownSettings {

    private static final String FILE = "settings.json";
    private static final Logger log = LoggerFactory.getLogger(KnownSettings.class);

    private final Path versions;

    /**
     * What is kept of an applet.
     *
     * @param version that told it
     * @param settings without values
     */
    record Told(String version, List<Setting> settings) {

        Told {
            settings = List.copyOf(settings);
        }
    }

    KnownSettings(Path versions) {
        this.versions = versions;
    }

    /** A version is live: what it told is kept, if that is new. */
    synchronized void keep(String id, String version, List<Setting> settings) {
        Path file = file(id);
        Told told = new Told(version, settings.stream().map(Setting::described).toList());
        Path unfinished = file.resolveSibling("." + FILE + ".new");
        try {
            byte[] now = Records.write(told);
            if (Files.exists(file) && Arrays.equals(now, Files.readAllBytes(file))) {
                return;
            }
            Files.write(unfinished, now);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException e) {
            log.warn("What settings {} has is not kept: {}", id, e.toString());
        }
    }

    /** What the version that was live last has told; empty when that is not known. */
    Optional<Told> of(String id) {
        try {
            return Files.exists(file(id))
                    ? Optional.of(Records.read(Files.readAllBytes(file(id)), Told.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read: {}", file(id), e.toString());
            return Optional.empty();
        }
    }

    private Path file(String id) {
        return versions.resolve(id).resolve(FILE);
    }
}
