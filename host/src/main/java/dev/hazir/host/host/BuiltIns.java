package dev.hazir.host.host;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.admin.AdminApplet;
import dev.hazir.host.admin.HealthApplet;
import dev.hazir.host.admin.HealthSources;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.BuiltIn;
import dev.hazir.host.applet.Prefixes;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The parts of the host that are built like applets. */
final class BuiltIns {

    /** Who has what stands at the root of the host. */
    static final String HOST = "host";
    /** Who has the side of operators. */
    static final String OPERATORS = "admin";

    private static final String MARKER = "META-INF/resources/hazir.js";

    private BuiltIns() {}

    /** Whether an id is that of one of them. */
    static boolean has(String applet) {
        return applet.equals(HOST) || applet.equals(OPERATORS);
    }

    static List<BuiltIn> of(AdminSources admin, HealthSources health) throws IOException {
        return List.of(
                new BuiltIn(
                        info(HOST, "Host"),
                        new Prefixes("", "/res/host"),
                        new HealthApplet(health),
                        List.of(sharedFiles())),
                new BuiltIn(
                        info(OPERATORS, "Administration"),
                        new Prefixes("/admin", "/res/admin"),
                        new AdminApplet(admin),
                        List.of()));
    }

    /** The jar or directory of styles and scripts that pages of applets share. */
    private static Path sharedFiles() throws IOException {
        URL marker = Objects.requireNonNull(
                BuiltIns.class.getClassLoader().getResource(MARKER), "the templates are missing from the class path");
        try {
            if (marker.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            Path file = Path.of(marker.toURI());
            return file.resolve("../".repeat(MARKER.split("/").length)).normalize();
        } catch (URISyntaxException e) {
            throw new IOException("the place of the templates is no path: " + marker, e);
        }
    }

    private static AppletInfo info(String id, String name) {
        return new AppletInfo(id, name, Host.VERSION, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
