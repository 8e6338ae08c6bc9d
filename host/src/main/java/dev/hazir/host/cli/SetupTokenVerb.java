package dev.hazir.host.cli;

import dev.hazir.host.security.SetupToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** {@code hazir setup-token}: what the set-up page asks for. */
@Command(name = "setup-token", description = "Show the token for setting up the host in a browser.")
final class SetupTokenVerb implements Callable<Integer> {

    private final Session session;

    SetupTokenVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        try {
            String token = Files.readString(SetupToken.fileIn(session.home().resolve("run")));
            if (session.json()) {
                session.console().json(JsonMapper.shared().valueToTree(Map.of("token", token)));
            } else {
                session.console().data(token);
            }
            return Exit.OK;
        } catch (NoSuchFileException e) {
            session.host();
            throw new CliException(
                    Exit.REFUSED,
                    "This host is set up already.\nDo: hazir admin list    or hazir admin reset NAME for a lost password");
        } catch (IOException e) {
            throw new CliException(Exit.FAILED, "The token cannot be read: " + e.getMessage());
        }
    }
}
