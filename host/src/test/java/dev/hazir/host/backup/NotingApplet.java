package dev.hazir.host.backup;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what it is told into a file, and reads it again; has one setting. */
public final class NotingApplet implements Applet {

    public record Settings(String title) {
        public Settings() {
            this("Notes");
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.web().resource("/title", request -> settings.title());
        app.web().resource("/version", request -> app.info().version());
        app.web().resource("/note/{text}", request -> {
            Path note = app.files().resolve("deep/note.txt");
            Files.createDirectories(note.getParent());
            return Files.writeString(note, request.pathParameter("text")).toString();
        });
        app.web().resource("/note", request -> Files.readString(app.files().resolve("deep/note.txt")));
    }
}
