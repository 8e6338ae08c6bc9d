package dev.hazir.host.applet;

import java.nio.file.Path;

/** A jar that may be installed from where it lies, as it calls itself. */
public record Offered(String applet, String version, Path jar) {}
