package dev.hazir.host.host;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.cli.StartOptions;
import dev.hazir.host.port.PortView;
import java.io.PrintStream;

/** Says what there is to open after a start with the bundled applets. */
final class Demo {

    private Demo() {}

    static void print(StartOptions options, Host host, PrintStream out) {
        if (!options.demo() || options.quiet()) {
            return;
        }
        out.println("  " + pad("all applets") + host.url() + "/");
        for (AppletStatus applet : host.applets().list()) {
            if (applet.page() != null) {
                out.println("  " + pad(applet.name()) + host.url() + applet.page());
            } else if (!applet.reason().isEmpty()) {
                out.println("  " + pad(applet.name()) + applet.reason());
            }
        }
        for (PortView port : host.ports()) {
            out.println(
                    "  " + pad("port " + port.name()) + port.bind() + " " + port.port() + " (" + port.protocol() + ")");
        }
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(1, 16 - text.length()));
    }
}
