package dev.hazir.host.cli;

import dev.hazir.host.applet.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir sources}: where jars may be fetched from, and whose are taken without asking. */
@Command(name = "sources", description = "List where jars may come from and who is trusted to sign them; change both.")
final class SourcesVerb implements Callable<Integer> {

    private final Session session;

    @Option(names = "--check", description = "Also look whether the places are there.")
    private boolean check;

    SourcesVerb(Session session) {
        this.session = session;
    }

    static CommandLine command(Session session) {
        return new CommandLine(new SourcesVerb(session))
                .addSubcommand("list", new SourcesVerb(session))
                .addSubcommand(new Jars(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new Remove(session))
                .addSubcommand(new Trust(session))
                .addSubcommand(new Forget(session));
    }

    @Override
    public Integer call() throws Exception {
        HostClient host = session.host();
        return session.show(check ? host.send("POST", "/sources/check", Map.of()) : host.get("/sources"), this::print);
    }

    private void print(JsonNode sources) {
        Console console = session.console();
        if (sources.path("places").isEmpty() && sources.path("signers").isEmpty()) {
            session.progress("No place and no signer yet. Do: hazir sources add ADDRESS, or sources trust FILE.jar");
        }
        console.table(sources.path("places")
                .valueStream()
                .map(place -> List.of(
                        place.path("kind").asString(), place.path("address").asString(), reached(place)))
                .toList());
        tellPending(session, sources);
        console.table(sources.path("signers")
                .valueStream()
                .map(signer ->
                        ViewVerbs.prefixed("signer", ViewVerbs.texts(signer, "fingerprint", "name", "by", "since")))
                .toList());
        console.table(sources.path("applets")
                .valueStream()
                .map(applet -> List.of(
                        "applet",
                        applet.path("id").asString(),
                        applet.path("signer").asString().isEmpty()
                                ? "not signed"
                                : "signed by " + applet.path("signer").asString()))
                .toList());
    }

    private static String reached(JsonNode place) {
        if (place.path("reached").isNull()) {
            return "";
        }
        String answer = place.path("answer").asString();
        return (place.path("reached").asBoolean() ? "there" : "not there") + (answer.isEmpty() ? "" : ": " + answer);
    }

    private static void tellPending(Session session, JsonNode sources) {
        for (JsonNode pending : sources.path("pending")) {
            session.progress("At the next start: " + pending.path("key").asString() + " = "
                    + pending.path("value").asString());
        }
    }

    /** {@code hazir sources jars}. */
    @Command(name = "jars", description = "List the jars in the folder that jars may be taken from.")
    static final class Jars implements Callable<Integer> {
        private final Session session;

        @Option(names = "--newer", description = "Only later versions of what is installed.")
        private boolean newer;

        Jars(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            HostClient host = session.host();
            return newer
                    ? session.show(host.get("/sources/newer"), this::printNewer)
                    : session.show(host.get("/sources/jars"), this::printAll);
        }

        private void printAll(JsonNode offered) {
            String folder = offered.path("folder").asString();
            session.progress(
                    folder.isEmpty()
                            ? "There is no folder that jars may be taken from. Do: hazir sources add FOLDER"
                            : "In " + folder + ":");
            session.console()
                    .table(offered.path("jars")
                            .valueStream()
                            .map(jar -> List.of(
                                    jar.path("path").asString(),
                                    Text.size(jar.path("bytes")),
                                    jar.path("modified").asString()))
                            .toList());
        }

        private void printNewer(JsonNode later) {
            if (later.isEmpty()) {
                session.progress("No later version of what is installed lies in the folder.");
            }
            session.console()
                    .table(later.valueStream()
                            .map(one -> ViewVerbs.texts(one, "applet", "installed", "version", "jar"))
                            .toList());
        }
    }

    /** What changes one place of those that the configuration has. */
    private abstract static class OnePlace implements Callable<Integer> {
        final Session session;

        @Parameters(
                paramLabel = "PLACE",
                description = "The beginning of addresses, or a folder of the host's machine.")
        String place = "";

        OnePlace(Session session) {
            this.session = session;
        }

        /** The addresses of the file; what this changes of them goes into the same list. */
        abstract Map<String, Object> next(String folder, List<String> urls) throws CliException;

        @Override
        public Integer call() throws Exception {
            HostClient host = session.host();
            HostClient.Answer now = host.get("/sources");
            if (!now.ok()) {
                throw session.refusal(now);
            }
            List<String> urls = new ArrayList<>(now.body()
                    .path("urls")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList());
            Map<String, Object> next = next(now.body().path("folder").asString(), urls);
            return session.show(host.send("PUT", "/sources", next), sources -> tellPending(session, sources));
        }

        boolean isAddress() {
            return place.contains("://");
        }

        String asFolder() {
            return Path.of(place).toAbsolutePath().normalize().toString();
        }
    }

    /** {@code hazir sources add}. */
    @Command(name = "add", description = "Let jars come from a place, from the next start on.")
    static final class Add extends OnePlace {

        Add(Session session) {
            super(session);
        }

        @Override
        Map<String, Object> next(String folder, List<String> urls) throws CliException {
            if (isAddress()) {
                urls.add(place);
                return Map.of("urls", urls);
            }
            if (!folder.isEmpty() && !folder.equals(asFolder())) {
                throw new CliException(
                        Exit.REFUSED, "There is a folder already: " + folder + ".\nDo: hazir sources remove " + folder);
            }
            return Map.of("folder", asFolder());
        }
    }

    /** {@code hazir sources remove}. */
    @Command(name = "remove", description = "Let no jars come from a place any more, from the next start on.")
    static final class Remove extends OnePlace {

        Remove(Session session) {
            super(session);
        }

        @Override
        Map<String, Object> next(String folder, List<String> urls) throws CliException {
            boolean was = isAddress() ? urls.remove(place) || urls.remove(place + "/") : folder.equals(asFolder());
            if (!was) {
                throw new CliException(
                        Exit.FAILED, "'" + place + "' is no place that is configured.\nDo: hazir sources");
            }
            return isAddress() ? Map.of("urls", urls) : Map.of("folder", "");
        }
    }

    /** {@code hazir sources trust}. */
    @Command(name = "trust", description = "Take jars of whoever signed this one without asking.")
    static final class Trust implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "FILE", description = "A signed jar.")
        private Path jar = Path.of("");

        Trust(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            if (!Files.isRegularFile(jar)) {
                throw new CliException(Exit.FAILED, "There is no file " + jar + ".");
            }
            Signature signature = Signature.of(jar);
            if (signature.state() != Signature.State.VALID) {
                throw new CliException(
                        Exit.REFUSED,
                        jar
                                + (signature.state() == Signature.State.BROKEN
                                        ? " was changed after it was signed."
                                        : " is not signed."));
            }
            return session.show(
                    session.host()
                            .send(
                                    "POST",
                                    "/sources/signers",
                                    Map.of("fingerprint", signature.fingerprint(), "name", signature.signer())),
                    signer -> {
                        session.progress("Jars of " + signature.signer() + " are taken without asking now.");
                        session.console().data(signature.fingerprint());
                    });
        }
    }

    /** {@code hazir sources forget}. */
    @Command(name = "forget", description = "Trust a signer no more; what is installed stays.")
    static final class Forget implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "FINGERPRINT", description = "As hazir sources lists it.")
        private String fingerprint = "";

        Forget(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().delete("/sources/signers/" + Text.segment(fingerprint)),
                    signer -> session.progress("This signer is not trusted any more."));
        }
    }
}
