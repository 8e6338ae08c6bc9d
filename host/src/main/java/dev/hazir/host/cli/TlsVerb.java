package dev.hazir.host.cli;

import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.lifecycle.MachineName;
import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.Role;
import dev.hazir.host.store.Home;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.Credentials;
import dev.hazir.host.tls.OwnAddresses;
import dev.hazir.host.tls.TlsException;
import dev.hazir.host.tls.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir tls}: the certificate of the host, also when it does not run. */
@Command(name = "tls", description = "Show whether connections are encrypted, and the certificate.")
final class TlsVerb implements Callable<Integer> {

    private static final Caller CLI = new Caller("cli", Role.ADMIN, List.of(), Door.CLI, "");

    private final Session session;

    /** What is done without a host. */
    @FunctionalInterface
    private interface Offline {
        Credentials act(Certificates certificates, HostConfig config) throws IOException;
    }

    private TlsVerb(Session session) {
        this.session = session;
    }

    static CommandLine command(Session session) {
        return new CommandLine(new TlsVerb(session))
                .addSubcommand(new Make(session))
                .addSubcommand(new Use(session))
                .addSubcommand(new Reload(session));
    }

    @Override
    public Integer call() throws Exception {
        return session.show(session.host().get("/network"), this::print);
    }

    private void print(JsonNode network) {
        List<List<String>> rows = new ArrayList<>();
        network.path("listeners")
                .forEach(listener -> rows.add(List.of(
                        listener.path("side").asString(), listener.path("url").asString())));
        JsonNode certificate = network.path("certificate");
        if (certificate.isObject()) {
            rows.add(List.of("certificate", certificate.path("subject").asString()));
            rows.add(List.of(
                    "vouched for by",
                    certificate.path("selfMade").asBoolean()
                            ? "nobody"
                            : certificate.path("issuer").asString()));
            rows.add(List.of(
                    "stands for",
                    String.join(
                            ", ",
                            certificate
                                    .path("names")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList())));
            rows.add(List.of("ends", certificate.path("ends").asString()));
            rows.add(List.of("SHA-256", certificate.path("fingerprint").asString()));
        }
        if (!network.path("failure").asString("").isEmpty()) {
            rows.add(List.of("problem", network.path("failure").asString()));
        }
        session.console().table(rows);
        if (!network.path("tls").asBoolean()) {
            session.progress("Connections are not encrypted.\nDo: "
                    + (certificate.isObject() ? "" : "hazir tls make, then ")
                    + "set tls = on in hazir.properties and restart the host");
        }
    }

    /** Through the host when it runs, otherwise in the files of the home directory. */
    private static int act(Session session, String method, String path, Map<String, ?> body, Offline offline)
            throws CliException {
        if (Files.exists(session.home().resolve("run/host.json"))) {
            try {
                return session.show(
                        session.host().send(method, path, body),
                        certificate -> session.progress(done(
                                certificate.path("fingerprint").asString(),
                                certificate.path("ends").asString())));
            } catch (CliException e) {
                if (e.exit() != Exit.NOT_REACHABLE) {
                    throw e;
                }
            }
        }
        try (Home home = Home.open(session.home())) {
            HostConfig config = ConfigReader.read(session.home(), session.environment(), Map.of());
            String file = config.network().tls().certificate();
            Certificates certificates = new Certificates(
                    TlsFiles.of(home.root(), file, config.network().tls().key()), home.disk(), Clock.systemUTC());
            Credentials made = offline.act(certificates, config);
            String done = done(made.fingerprint(), made.ends().toString());
            AuditLog.offline(home.logs())
                    .note(CLI, path.substring(1).replace('/', ' '), "", "done", made.fingerprint());
            session.progress(done);
            if (!config.network().tls().on()) {
                session.progress("Do: set tls = on in hazir.properties, then hazir start");
            }
            return Exit.OK;
        } catch (ConfigException | IOException e) {
            boolean refused = e instanceof TlsException || e instanceof ConfigException;
            throw new CliException(refused ? Exit.REFUSED : Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static String done(String fingerprint, String ends) {
        return "The certificate with the SHA-256 " + fingerprint + " is used, until " + ends + ".";
    }

    /** {@code hazir tls make}. */
    @Command(name = "make", description = "Make a certificate that nobody else vouches for, and use it.")
    static final class Make implements Callable<Integer> {
        private final Session session;

        @Parameters(
                arity = "0..*",
                paramLabel = "NAME",
                description = "Names and addresses for which it stands (default: those of the machine and web.hosts).")
        private List<String> names = new ArrayList<>();

        Make(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return act(session, "POST", "/tls/make", Map.of("names", names), (certificates, config) -> {
                String machine = new MachineName().whole();
                List<String> wanted = names.isEmpty()
                        ? OwnAddresses.of(machine, config.network().hosts(), List.of(config.bind()))
                        : names;
                return certificates.make(machine.isEmpty() ? "Hazir" : "Hazir on " + machine, wanted);
            });
        }
    }

    /** {@code hazir tls use}. */
    @Command(name = "use", description = "Use a certificate that somebody vouches for.")
    static final class Use implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "FILE", description = "The certificate and its chain, PEM.")
        private Path file = Path.of("");

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "KEY",
                description = "The key, PEM, when it is not in the same file.")
        private @Nullable Path key;

        Use(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String chain = text(file);
            String secret = key == null ? chain : text(key);
            return act(
                    session,
                    "PUT",
                    "/tls/certificate",
                    Map.of("certificate", chain, "key", secret),
                    (certificates, config) -> certificates.use(chain, secret));
        }

        private static String text(Path path) throws CliException {
            try {
                return Files.readString(path, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new CliException(Exit.USAGE, path + " cannot be read: " + e);
            }
        }
    }

    /** {@code hazir tls reload}. */
    @Command(name = "reload", description = "Read the files of the certificate again after they were renewed.")
    static final class Reload implements Callable<Integer> {
        private final Session session;

        Reload(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().send("POST", "/tls/reload", Map.of()),
                    network -> session.progress("The certificate with the SHA-256 "
                            + network.path("certificate").path("fingerprint").asString() + " is used."));
        }
    }
}
