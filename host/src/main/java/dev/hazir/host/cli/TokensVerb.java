package dev.hazir.host.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir tokens}: what programs show to use the REST interface. */
@Command(name = "tokens", description = "List the tokens of programs; make and revoke them.")
final class TokensVerb implements Callable<Integer> {

    private final Session session;

    TokensVerb(Session session) {
        this.session = session;
    }

    static CommandLine command(Session session) {
        return new CommandLine(new TokensVerb(session))
                .addSubcommand("list", new TokensVerb(session))
                .addSubcommand(new Make(session))
                .addSubcommand(new Revoke(session));
    }

    @Override
    public Integer call() throws Exception {
        return session.show(session.host().get("/tokens"), tokens -> {
            if (tokens.isEmpty()) {
                session.progress("No tokens yet. Do: hazir tokens make NAME --role ROLE");
            }
            session.console().table(tokens.valueStream().map(TokensVerb::row).toList());
        });
    }

    private static List<String> row(JsonNode token) {
        String applets = String.join(
                ",", token.path("applets").valueStream().map(JsonNode::asString).toList());
        return List.of(
                token.path("id").asString(),
                token.path("name").asString(),
                token.path("role").asString(),
                applets.isEmpty() ? "all applets" : applets,
                "by " + token.path("by").asString(),
                token.path("expires").isNull()
                        ? "no end"
                        : (token.path("expired").asBoolean() ? "expired " : "until ")
                                + token.path("expires").asString());
    }

    /** {@code hazir tokens make}. */
    @Command(name = "make", description = "Make a token and print it: it is never shown again.")
    static final class Make implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME", description = "What uses it; the audit log names it.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "viewer",
                description = "viewer, operator or admin.")
        private String role = "";

        @Option(names = "--applet", paramLabel = "ID", description = "The only applet it is for; may be given again.")
        private List<String> applets = List.of();

        @Option(names = "--days", paramLabel = "N", defaultValue = "0", description = "How long it lasts; 0 for ever.")
        private int days;

        Make(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Map<String, Object> wish = new HashMap<>(Map.of("name", name, "role", role, "applets", applets));
            if (days != 0) {
                wish.put("days", days);
            }
            return session.show(session.host().send("POST", "/tokens", wish), made -> {
                session.progress("It is shown once: keep it now.");
                session.console().data(made.path("secret").asString());
            });
        }
    }

    /** {@code hazir tokens revoke}. */
    @Command(name = "revoke", description = "End a token.")
    static final class Revoke implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME", description = "Its name, or its id.")
        private String name = "";

        Revoke(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            HostClient host = session.host();
            HostClient.Answer tokens = host.get("/tokens");
            if (!tokens.ok()) {
                throw session.refusal(tokens);
            }
            List<String> ids = tokens.body()
                    .valueStream()
                    .filter(token -> List.of(
                                    token.path("id").asString(),
                                    token.path("name").asString())
                            .contains(name))
                    .map(token -> token.path("id").asString())
                    .toList();
            if (ids.size() != 1) {
                throw new CliException(
                        Exit.FAILED,
                        (ids.isEmpty() ? "There is no token '" : "There are several tokens '") + name
                                + "'.\nDo: hazir tokens list, then revoke by id");
            }
            return session.show(
                    host.delete("/tokens/" + Text.segment(ids.get(0))),
                    token -> session.progress(name + " has ended."));
        }
    }
}
