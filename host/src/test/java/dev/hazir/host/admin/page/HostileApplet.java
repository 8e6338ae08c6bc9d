package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.Help;
import dev.hazir.applet.Label;
import org.slf4j.LoggerFactory;

/** Puts markup wherever an applet's own words are shown. */
public final class HostileApplet implements Applet {

    static final String MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'";

    /** Settings whose words are markup. */
    public record Settings(@Label(MARKUP) @Help(MARKUP) String title, int number) {
        public Settings() {
            this(MARKUP, 7);
        }
    }

    @Override
    public void setup(AppletContext app) {
        app.settings(Settings.class);
        app.loop().resource("/x", request -> MARKUP);
        LoggerFactory.getLogger(HostileApplet.class).warn("{}", MARKUP);
    }
}
