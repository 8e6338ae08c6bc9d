package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Has a setting that {@link TitledApplet} does not know. */
public final class LevelledApplet implements Applet {

    public record Settings(String title, int level) {
        public Settings() {
            this("Untitled", 1);
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.loop().resource("/title", request -> settings.title() + " " + settings.level());
    }
}
