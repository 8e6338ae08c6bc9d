package dev.hazir.host.applet;

import java.nio.file.Path;

/** A jar with a later version of an applet than the one that is installed. */
public record Newer(String applet, String version, Path jar) {}
