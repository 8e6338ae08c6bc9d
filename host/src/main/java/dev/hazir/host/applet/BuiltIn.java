package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletInfo;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of the host that is built like an applet. It is not listed, cannot be removed and may have any prefixes.
 *
 * @param info who it is
 * @param prefixes where its paths begin
 * @param applet what it declares
 * @param files jars or directories whose static files it serves
 */
public record BuiltIn(AppletInfo info, Prefixes prefixes, Applet applet, List<Path> files) {

    public BuiltIn {
        files = List.copyOf(files);
    }
}
