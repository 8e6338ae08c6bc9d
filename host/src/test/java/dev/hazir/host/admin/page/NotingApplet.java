package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a page and keeps files. */
public final class NotingApplet implements Applet {

    static final String FILE = "notes/<b>1 ü.txt";

    private Path files;

    @Override
    public void setup(AppletContext app) {
        files = app.files();
        app.loop().handle("/", request -> Reply.html("<p>notes"));
    }

    @Override
    public void started() throws IOException {
        Path file = files.resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "kept");
    }
}
