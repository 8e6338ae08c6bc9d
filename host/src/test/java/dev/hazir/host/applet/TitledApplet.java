package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;

/** Has one setting, and says what it is. */
public final class TitledApplet implements Applet {

    public record Settings(String title) {
        public Settings() {
            this("Untitled");
        }
    }

    @Override
    public void setup(AppletContext app) {
        String title = app.settings(Settings.class).title();
        app.loop().resource("/title", request -> title);
    }
}
