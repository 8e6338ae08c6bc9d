package dev.hazir.host.unload.plants;

import dev.hazir.applet.AppletContext;

/** One way in which an applet can be held after its end. */
interface Plant {
    void in(AppletContext app) throws Exception;
}
