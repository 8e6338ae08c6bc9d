package dev.hazir.host.applet;

import dev.hazir.host.store.AtomicFile;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The installed applets on disk: their jars, which version runs, their settings. Every change is one rename, so that a
 * crash leaves the old state or the new one. Used by the operator thread alone.
 */
final class VersionStore {

    private static final Logger log = LoggerFactory.getLogger(VersionStore.class);
    private static final String STATE = "state.json";

    private final Home home;
    private final int keep;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * A store.
     *
     * @param keep how many earlier versions stay
     */
    VersionStore(Home home, int keep) {
        this.home = home;
        this.keep = keep;
    }

    int keep() {
        return keep;
    }

    /** What is installed. A state file that cannot be read is reported and left alone. */
    List<StoredApplet> all() throws IOException {
        List<StoredApplet> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home.versions(), Files::isDirectory)) {
            for (Path folder : folders) {
                Path state = folder.resolve(STATE);
                if (Files.exists(state)) {
                    try {
                        found.add(json.readValue(Files.readAllBytes(state), StoredApplet.class));
                    } catch (JacksonException e) {
                        log.error("{} cannot be read and is left alone: {}", state, e.getMessage());
                    }
                } else {
                    AtomicFile.sweep(folder);
                }
            }
        }
        return found;
    }

    Path jar(String id, String version) {
        return folder(id).resolve(version + ".jar");
    }

    /** Keeps a jar; returns its place. */
    Path keep(AppletJar jar) throws IOException {
        Path place = jar(jar.descriptor().info().id(), jar.descriptor().info().version());
        AtomicFile.copy(jar.file(), place);
        return place;
    }

    /** Writes what runs: the one step in which an act becomes permanent. */
    void save(StoredApplet applet) throws IOException {
        AtomicFile.write(folder(applet.id()).resolve(STATE), json.writeValueAsBytes(applet));
    }

    /** Deletes the jars that neither run nor can be gone back to. */
    void prune(StoredApplet applet) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder(applet.id()), "*.jar")) {
            for (Path jar : jars) {
                String version = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                if (!version.equals(applet.version()) && !applet.earlier().contains(version)) {
                    Files.deleteIfExists(jar);
                }
            }
        }
    }

    /** Forgets an applet: first its state, so that a crash in between leaves only jars that the next start sweeps. */
    void forget(String id) throws IOException {
        Files.deleteIfExists(folder(id).resolve(STATE));
        AtomicFile.sweep(folder(id));
    }

    /** What an operator has set. */
    Map<String, @Nullable Object> settings(String id) throws IOException {
        Path file = settingsFile(id);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return json.readValue(
                    Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
        } catch (JacksonException e) {
            throw new IOException(
                    file + " is not valid JSON: " + e.getOriginalMessage() + ". Correct or delete it.", e);
        }
    }

    void saveSettings(String id, Map<String, @Nullable Object> settings) throws IOException {
        AtomicFile.write(settingsFile(id), json.writerWithDefaultPrettyPrinter().writeValueAsBytes(settings));
    }

    /** The directory that belongs to the applet itself. */
    Path files(String id) throws IOException {
        return Files.createDirectories(home.data(id).resolve("files"));
    }

    /** Where the host keeps the applet's HTTP sessions. */
    Path sessions(String id) {
        return home.data(id).resolve("sessions");
    }

    void eraseData(String id) throws IOException {
        AtomicFile.sweep(home.data(id));
    }

    /** An empty directory for one deployment. */
    Path work(String name) throws IOException {
        return Files.createTempDirectory(home.work(), name + "-");
    }

    private Path settingsFile(String id) {
        return home.data(id).resolve("settings.json");
    }

    private Path folder(String id) {
        return home.versions().resolve(id);
    }
}
