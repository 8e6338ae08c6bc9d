package dev.hazir.host.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The verbs that do something with an installed applet. */
abstract class AppletVerb implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "ID", description = "The applet's id.")
    private String id = "";

    AppletVerb(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws Exception {
        return carryOut(session, session.host(), "/applets/" + Text.segment(id));
    }

    int carryOut(Session session, HostClient host, String applet) throws CliException {
        return new OperationWatch(session, host).follow(ask(host, applet));
    }

    /** Asks the host to begin. */
    abstract HostClient.Answer ask(HostClient host, String applet) throws CliException;

    private static HostClient.Answer post(HostClient host, String applet, String act) throws CliException {
        return host.send("POST", applet + "/" + act + "?async=true", Map.of());
    }

    /** {@code hazir enable}. */
    @Command(name = "enable", description = "Let a disabled applet serve again.")
    static final class Enable extends AppletVerb {

        Enable(Session session) {
            super(session);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return post(host, applet, "enable");
        }
    }

    /** {@code hazir disable}. */
    @Command(name = "disable", description = "Stop an applet; it stays installed.")
    static final class Disable extends AppletVerb {

        Disable(Session session) {
            super(session);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return post(host, applet, "disable");
        }
    }

    /** {@code hazir restart}. */
    @Command(name = "restart", description = "Replace an applet by a fresh deployment of the same version.")
    static final class Restart extends AppletVerb {

        Restart(Session session) {
            super(session);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return post(host, applet, "restart");
        }
    }

    /** {@code hazir rollback}. */
    @Command(name = "rollback", description = "Go back to the version that ran before, or to a named one.")
    static final class Rollback extends AppletVerb {

        @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "A version that is still kept.")
        private @Nullable String version;

        Rollback(Session session) {
            super(session);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return host.send(
                    "POST", applet + "/rollback?async=true", version == null ? Map.of() : Map.of("version", version));
        }
    }

    /** {@code hazir versions}. */
    @Command(name = "versions", description = "List the kept versions of an applet, or delete one of them.")
    static final class Versions extends AppletVerb {

        @Option(names = "--delete", paramLabel = "VERSION", description = "Take this version off the disk.")
        private @Nullable String version;

        Versions(Session session) {
            super(session);
        }

        @Override
        int carryOut(Session session, HostClient host, String applet) throws CliException {
            return version == null
                    ? session.show(host.get(applet + "/versions"), kept -> print(session.console(), kept))
                    : super.carryOut(session, host, applet);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return host.delete(applet + "/versions/" + Text.segment(String.valueOf(version)) + "?async=true");
        }

        private static void print(Console console, JsonNode kept) {
            console.table(kept.path("versions")
                    .valueStream()
                    .map(one -> List.of(
                            one.path("version").asString(),
                            one.path("current").asBoolean() ? "current" : "",
                            one.path("bytes").asLong() < 0 ? "its jar is gone" : Text.size(one.path("bytes")),
                            Text.plain(one.path("kept")),
                            lastRun(one.path("lastRun"))))
                    .toList());
        }

        private static String lastRun(JsonNode run) {
            return run.isObject()
                    ? "ran from " + run.path("from").asString() + " "
                            + run.path("end").asString()
                    : "";
        }
    }

    /** {@code hazir remove}. */
    @Command(name = "remove", description = "Remove an applet. Its data is kept unless you say otherwise.")
    static final class Remove extends AppletVerb {

        /** One or the other. */
        static final class Fate {
            @Option(names = "--keep-data", description = "Keep its files and settings (default).")
            private boolean keep;

            @Option(names = "--erase-data", description = "Erase its files and settings.")
            private boolean erase;

            @Option(names = "--export-data", description = "Make a backup of it, then erase its files and settings.")
            private boolean export;
        }

        @ArgGroup
        private @Nullable Fate fate;

        Remove(Session session) {
            super(session);
        }

        @Override
        HostClient.Answer ask(HostClient host, String applet) throws CliException {
            return host.delete(applet + "?async=true&data=" + word());
        }

        private String word() {
            if (fate == null || fate.keep) {
                return "keep";
            }
            return fate.export ? "export" : "erase";
        }
    }
}
