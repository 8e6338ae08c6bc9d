package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Has settings with limits. */
public final class SettledApplet implements Applet {

    /** A number within limits, and a switch. */
    public record Settings(@Min(1) @Max(10) int places, boolean loud, String title) {
        public Settings() {
            this(3, true, "Meters");
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.loop().resource("/places", request -> settings.places());
    }
}
