package dev.hazir.host.applet;

import dev.hazir.applet.AppletInfo;

/**
 * Where the paths of an applet begin, without a slash at the end.
 *
 * @param pages of pages, servlets, handled paths and websockets
 * @param resources of resources
 */
public record Prefixes(String pages, String resources) {

    static Prefixes of(AppletInfo info) {
        return new Prefixes(info.pages(), info.resources());
    }
}
