package dev.hazir.host.applet;

import dev.hazir.host.backup.BackupWriter;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.backup.Manifest;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups: of an applet its state with the settings, the jars of its versions and its files, of the host that of all
 * applets and the configuration. Applets go on running. Used by the operator thread.
 *
 * <pre>
 *   applets/&lt;id&gt;/state.json  applets/&lt;id&gt;/versions/&lt;version&gt;.jar  applets/&lt;id&gt;/files/…
 *   host/hazir.properties  host/access/…  host/tls/…
 * </pre>
 */
final class Saving {

    static final String STATE = "/state.json";
    static final String VERSIONS = "/versions/";
    static final String FILES = "/files/";

    private static final Logger log = LoggerFactory.getLogger(Saving.class);
    private static final String APPLETS = "applets/";
    static final String HOST = "host/";
    private static final List<String> CONFIGURATION = List.of("hazir.properties", "access", "tls");

    private final VersionStore store;
    private final Catalog catalog;
    private final Backups backups;
    private final int automaticKept;

    /**
     * Makes backups into a directory.
     *
     * @param automaticKept how many automatic ones are kept of each applet; 0 for making none
     */
    Saving(VersionStore store, Catalog catalog, Backups backups, int automaticKept) {
        this.store = store;
        this.catalog = catalog;
        this.backups = backups;
        this.automaticKept = automaticKept;
    }

    /** Where an applet is in a backup. */
    static String place(String applet) {
        return APPLETS + applet;
    }

    /**
     * Makes a backup of these applets, or of everything when there are none.
     *
     * @throws RefusedException when one of them is not installed
     */
    void backUp(Set<String> applets, String by, Operation operation) throws RefusedException, IOException {
        for (String id : applets) {
            catalog.require(id);
        }
        boolean whole = applets.isEmpty();
        List<StoredApplet> wanted = StartOrder.of(
                catalog.installed().stream()
                        .map(Installed::stored)
                        .filter(stored -> whole || applets.contains(stored.id()))
                        .toList(),
                store);
        String subject = whole ? "hazir" : String.join("+", applets);
        operation.about("backup", whole ? "" : String.join(" ", applets));
        Backups.Stored made = backups.take(
                subject.length() > 60 ? "applets" : subject,
                new Manifest.Occasion(by, whole ? "The whole host." : "Asked for.", false),
                writer -> {
                    for (StoredApplet applet : wanted) {
                        add(applet, writer);
                        operation.step("saved", applet.id() + " " + applet.version());
                    }
                    if (whole) {
                        addHost(writer);
                        operation.step("saved", "the configuration of the host");
                    }
                });
        operation.result(made.name());
        operation.end(Operation.State.DONE, "Backup " + made.name() + " was made." + warning(made), List.of());
    }

    /**
     * Makes the backup that an act upon a running applet begins with, if the applet has files. A backup that cannot be
     * made does not stop the act: it is told.
     */
    void beforehand(StoredApplet applet, String act, Operation operation) {
        if (automaticKept == 0 || !store.data().hasFiles(applet.id(), applet.files()) || isEmpty(applet)) {
            return;
        }
        try {
            Backups.Stored made = backups.take(
                    applet.id() + "-" + applet.version(),
                    new Manifest.Occasion(operation.view().by(), act, true),
                    writer -> add(applet, writer));
            operation.step("backed up", made.name());
            backups.prune(applet.id(), automaticKept);
        } catch (IOException e) {
            log.warn("no backup of {} was made: {}", applet.id(), e.getMessage());
            operation.step("not backed up", String.valueOf(e.getMessage()));
        }
    }

    /** Makes the backup without which nothing may be erased. It is never thrown away by the host. */
    void certainly(StoredApplet applet, Operation operation) throws IOException {
        Backups.Stored made = backups.take(
                applet.id() + "-" + applet.version(),
                new Manifest.Occasion(operation.view().by(), "Before its data was erased.", false),
                writer -> add(applet, writer));
        operation.step("backed up", made.name());
    }

    private boolean isEmpty(StoredApplet applet) {
        try (var files = Files.list(store.data().files(applet.id(), applet.files()))) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            log.warn("the files of {} cannot be listed: {}", applet.id(), e.toString());
            return false;
        }
    }

    private void add(StoredApplet applet, BackupWriter writer) throws IOException {
        String place = place(applet.id());
        writer.add(place + STATE, store.stateOf(applet));
        for (KeptVersion kept : applet.versions()) {
            Path jar = store.jar(applet.id(), kept.version());
            if (writer.add(place + VERSIONS + kept.version() + ".jar", jar) < 0) {
                throw new DiskException(jar, "read", new IOException("it is missing"));
            }
        }
        BackupWriter.Tree files = writer.addTree(place + "/files", store.data().place(applet.id(), applet.files()));
        writer.applet(new Manifest.SavedApplet(
                applet.id(), applet.version(), applet.enabled(), files.files(), files.bytes()));
    }

    private void addHost(BackupWriter writer) throws IOException {
        writer.wholeHost();
        for (String name : CONFIGURATION) {
            Path file = store.root().resolve(name);
            if (Files.isDirectory(file)) {
                writer.addTree(HOST + name, file);
            } else if (Files.exists(file)) {
                writer.add(HOST + name, file);
            }
        }
    }

    private static String warning(Backups.Stored made) {
        int changing = made.manifest() == null ? 0 : made.manifest().changing().size();
        return changing == 0
                ? ""
                : " " + changing + " files were written to meanwhile: what it holds of them may be half of two states.";
    }
}
