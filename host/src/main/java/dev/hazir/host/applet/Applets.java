package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All applets of the host, and what operators do with them. Every act is an operation; all doors call these. */
public final class Applets {

    /** What a jar may do. */
    public enum Intent {
        INSTALL,
        UPGRADE,
        /** Installs what is new and upgrades what is there. */
        EITHER
    }

    /** What becomes of an applet's data when it is removed. */
    public enum DataFate {
        KEEP,
        ERASE
    }

    /** All applets, by id, with those that were refused. */
    public List<AppletStatus> list() {
        return List.of();
    }

    public Optional<AppletStatus> find(String id) {
        return Optional.empty();
    }

    /** Installs or upgrades from a jar, which is copied first and may be deleted when the operation has ended. */
    public Operation deploy(Path jar, Intent intent, String by) {
        throw new UnsupportedOperationException();
    }

    /** Rehearses a jar. To be called on a worker. */
    public Plan plan(Path jar) throws RefusedException {
        throw new UnsupportedOperationException();
    }

    /** Goes back to a version kept on disk; an empty one is the version that ran before. */
    public Operation rollback(String id, Optional<String> version, String by) {
        throw new UnsupportedOperationException();
    }

    public Operation remove(String id, DataFate data, String by) {
        throw new UnsupportedOperationException();
    }

    public Operation enable(String id, String by) {
        throw new UnsupportedOperationException();
    }

    public Operation disable(String id, String by) {
        throw new UnsupportedOperationException();
    }

    public Operation restart(String id, String by) {
        throw new UnsupportedOperationException();
    }

    /** The settings of an applet with where each value comes from. */
    public List<Setting> settings(String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Saves settings and restarts the applet with them.
     *
     * @param values by setting, JSON values; null goes back to the default
     */
    public Operation saveSettings(String id, Map<String, Object> values, String by) {
        throw new UnsupportedOperationException();
    }
}
