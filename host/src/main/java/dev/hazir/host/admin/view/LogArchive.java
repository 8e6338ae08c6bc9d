package dev.hazir.host.admin.view;

import dev.hazir.host.admin.health.ThreadDump;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.log.LogFiles;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What helps somebody else to understand what happened: the log of a time, the settings of the applets without secrets, and
 * what all threads do, as a zip. Written piece by piece: it may be large.
 */
public final class LogArchive {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");

    /** Settings that are called so are secrets, as far as anybody can tell. */
    private static final Pattern SECRET =
            Pattern.compile("pass|secret|token|key|credential|pin$", Pattern.CASE_INSENSITIVE);

    private final AdminSources sources;

    public LogArchive(AdminSources sources) {
        this.sources = sources;
    }

    /** Writes the archive of the time since a moment, of one applet's lines or of all when it is empty. On a worker. */
    public void write(Instant since, String applet, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            begin(zip, "log.txt");
            String from = TIME.format(since.atZone(ZoneId.systemDefault()));
            new LogFiles(sources.logFile()).lines(from, "", line -> write(zip, line, applet));
            begin(zip, "settings.txt");
            for (AppletStatus status : sources.applets().list()) {
                line(zip, status.id() + " " + status.version() + " " + status.state() + " " + status.reason());
                settings(zip, status.id());
            }
            begin(zip, "threads.txt");
            line(
                    zip,
                    ThreadDump.take(
                                    sources.time().clock().instant(),
                                    sources.virtual().get())
                            .text());
        }
    }

    private void settings(ZipOutputStream zip, String applet) throws IOException {
        try {
            for (Setting setting : sources.applets().settings(applet)) {
                boolean secret = SECRET.matcher(setting.name()).find();
                line(
                        zip,
                        "    " + setting.name() + " = " + (secret ? "(removed)" : setting.value()) + " ("
                                + setting.source() + ")");
            }
        } catch (RefusedException e) {
            line(zip, "    it does not run: its settings are not known");
        }
    }

    private static void write(ZipOutputStream zip, LogLine line, String applet) {
        if (applet.isEmpty() || applet.equals(line.applet())) {
            try {
                line(zip, line.text());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }

    private static void line(ZipOutputStream zip, String text) throws IOException {
        zip.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
