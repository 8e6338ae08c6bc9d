package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Has a setting that {@link TitledApplet} does not know, and takes changes while it runs. */
public final class LevelledApplet implements Applet {

    public record Settings(String title, int level) {
        public Settings() {
            this("Untitled", 1);
        }
    }

    private volatile Settings settings = new Settings();

    @Override
    public void setup(AppletContext app) {
        settings = app.settings(Settings.class);
        app.onSettings(Settings.class, (before, now) -> settings = now);
        app.loop().resource("/title", request -> settings.title() + " " + settings.level());
    }
}
