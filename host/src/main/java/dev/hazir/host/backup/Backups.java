package dev.hazir.host.backup;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups in the directory of the host. Names never repeat. For any thread that may block. */
public final class Backups {

    /** So a backup may be called: no path, nothing hidden. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,120}\\.zip");

    private static final String UNFINISHED = ".new";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Logger log = LoggerFactory.getLogger(Backups.class);

    private final Path directory;
    private final String host;
    private final Clock clock;
    private final Disk disk = new Disk();
    private final Map<String, Stored> known = new ConcurrentHashMap<>();

    /**
     * A backup as it lies there.
     *
     * @param bytes the size of the file
     * @param manifest what it says of itself, or null when it cannot be read
     * @param problem why it cannot be read, or empty
     */
    public record Stored(
            String name,
            long bytes,
            Instant modified,
            @Nullable Manifest manifest,
            String problem) {}

    /** What goes into a backup. */
    @FunctionalInterface
    public interface Content {
        void into(BackupWriter writer) throws IOException;
    }

    /**
     * The backups of a directory, which is made when it is needed.
     *
     * @param host the version of this host
     */
    public Backups(Path directory, String host, Clock clock) {
        this.directory = directory;
        this.host = host;
        this.clock = clock;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Makes a backup; it is on the disk when this returns, or not there at all.
     *
     * @param subject what its name begins with
     */
    public Stored take(String subject, Manifest.Occasion occasion, Content content) throws IOException {
        Path temporary = temporary();
        try {
            Instant now = clock.instant();
            try (BackupWriter writer = new BackupWriter(temporary)) {
                content.into(writer);
                writer.finish(host, now, occasion);
            }
            return keep(temporary, subject + "-" + STAMP.format(now));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Takes in a backup that came from elsewhere, after all of it was checked. The file is copied.
     *
     * @throws BackupException when it is none, or damaged
     */
    public Stored receive(Path file, String name) throws IOException {
        try (BackupArchive archive = BackupArchive.open(file)) {
            archive.check();
        }
        String wanted = NAME.matcher(name).matches() ? name.substring(0, name.length() - 4) : "backup";
        Path temporary = disk.directory(directory).resolve(".backup-" + UUID.randomUUID() + UNFINISHED);
        try {
            disk.create(temporary, out -> Files.copy(file, out));
            return keep(temporary, wanted);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** All backups, newest first; those that cannot be read too. */
    public List<Stored> list() throws IOException {
        List<Stored> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.zip")) {
            for (Path file : files) {
                look(file).ifPresent(found::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(Backups::moment).reversed().thenComparing(Stored::name));
        return found;
    }

    /** The file of a backup, if there is one of that name. */
    public Optional<Path> find(String name) {
        return Optional.of(name)
                .filter(wanted -> NAME.matcher(wanted).matches())
                .map(directory::resolve)
                .filter(Files::isRegularFile);
    }

    /** How one backup stands. */
    public Optional<Stored> show(String name) {
        return find(name).flatMap(this::look);
    }

    /** Deletes a backup; returns whether it was there. */
    public boolean delete(String name) throws DiskException {
        Optional<Path> file = find(name);
        if (file.isPresent()) {
            disk.delete(file.get());
            known.remove(name);
        }
        return file.isPresent();
    }

    /** Deletes the oldest of the backups that the host made on its own of an applet, until so many are left. */
    public void prune(String applet, int keep) throws IOException {
        List<Stored> own = list().stream()
                .filter(backup -> backup.manifest() != null
                        && backup.manifest().automatic()
                        && backup.manifest().applets().stream()
                                .anyMatch(saved -> saved.id().equals(applet)))
                .toList();
        for (Stored old : own.subList(Math.min(keep, own.size()), own.size())) {
            delete(old.name());
            log.info("deleted the automatic backup {}: {} newer ones are kept", old.name(), keep);
        }
    }

    private Path temporary() throws DiskException {
        try {
            return Files.createTempFile(disk.directory(directory), ".backup-", UNFINISHED);
        } catch (IOException e) {
            throw new DiskException(directory, "written", e);
        }
    }

    private synchronized Stored keep(Path temporary, String wanted) throws IOException {
        String name = wanted + ".zip";
        for (int i = 2; Files.exists(directory.resolve(name)); i++) {
            name = wanted + "-" + i + ".zip";
        }
        Path file = directory.resolve(name);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            disk.forceDirectory(directory);
        } catch (IOException e) {
            throw new DiskException(file, "written", e);
        }
        return look(file).orElseThrow(() -> new BackupException(file, "it has gone"));
    }

    /** A manifest may be long: it is read again only when the file looks different. */
    private Optional<Stored> look(Path file) {
        String name = file.getFileName().toString();
        try {
            long bytes = Files.size(file);
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            Stored before = known.get(name);
            if (before != null && before.bytes() == bytes && before.modified().equals(modified)) {
                return Optional.of(before);
            }
            Stored now = read(file, bytes, modified);
            known.put(name, now);
            return Optional.of(now);
        } catch (IOException e) {
            known.remove(name);
            return Optional.empty();
        }
    }

    private static Stored read(Path file, long bytes, Instant modified) {
        String name = file.getFileName().toString();
        try (BackupArchive archive = BackupArchive.open(file)) {
            return new Stored(name, bytes, modified, archive.manifest(), "");
        } catch (IOException e) {
            return new Stored(name, bytes, modified, null, String.valueOf(e.getMessage()));
        }
    }

    private static Instant moment(Stored backup) {
        return backup.manifest() == null ? backup.modified() : backup.manifest().made();
    }
}
