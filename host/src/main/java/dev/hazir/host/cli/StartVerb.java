package dev.hazir.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hazir start}: runs a host in the foreground. */
@Command(name = "start", description = "Run the host until SIGTERM or Ctrl-C.")
final class StartVerb implements Callable<Integer> {

    private final Session session;
    private final Starter starter;

    @Option(names = "--port", paramLabel = "N", description = "The web port (default: 8899; 0 picks a free one).")
    private @Nullable String port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Where to listen (default: 127.0.0.1).")
    private @Nullable String bind;

    @Option(names = "--dev", description = "A developer's host: this machine only, detailed error pages.")
    private boolean dev;

    @Option(names = "--demo", description = "Install the bundled applets first and print what to open.")
    private boolean demo;

    @Option(names = "--demo-jar", hidden = true, description = "A bundled applet; the start script names them.")
    private List<Path> bundled = new ArrayList<>();

    StartVerb(Session session, Starter starter) {
        this.session = session;
        this.starter = starter;
    }

    @Override
    public Integer call() throws Exception {
        if (demo && bundled.isEmpty()) {
            throw new CliException(
                    Exit.USAGE, "The bundled applets were not found.\nDo: start with bin/hazir start --demo");
        }
        Map<String, String> flags = new LinkedHashMap<>();
        if (bind != null) {
            flags.put("bind", bind);
        }
        if (port != null) {
            flags.put("port", port);
        }
        if (dev) {
            flags.put("dev", "true");
        }
        return starter.start(new StartOptions(
                session.home(), flags, demo, demo ? List.copyOf(bundled) : List.of(), session.quiet()));
    }
}
