package dev.hazir.applet;

import java.util.List;
import java.util.Optional;

/**
 * Who an applet is, from {@code META-INF/applet.properties} of its jar.
 *
 * @param id matches {@code [a-z][a-z0-9-]{1,31}} and is unique in a host
 * @param name for people
 * @param version a semantic version
 * @param summary one sentence, or empty
 * @param vendor who made it, or empty
 * @param license an SPDX expression, or empty
 * @param permissions what it asks of the host beyond its own prefixes, such as {@code ports:7000-7099} or {@code paths:/tcp}
 */
public record AppletInfo(
        String id,
        String name,
        String version,
        Optional<String> summary,
        Optional<String> vendor,
        Optional<String> license,
        List<String> permissions) {

    public AppletInfo {
        permissions = List.copyOf(permissions);
    }

    /** Where pages, servlets, handled paths and websockets of this applet live: {@code /apps/<id>}. */
    public String pages() {
        return "/apps/" + id;
    }

    /** Where resources of this applet live: {@code /res/<id>}. */
    public String resources() {
        return "/res/" + id;
    }

    /** {@code id@version}, the name of the deployment's class loader in stack traces. */
    @Override
    public String toString() {
        return id + "@" + version;
    }
}
