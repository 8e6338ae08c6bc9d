package dev.hazir.host.cli;

import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hazir config}: the settings of an applet, or the host's own configuration. */
@Command(
        name = "config",
        description = "Show or set the settings of an applet; --effective shows the host's configuration.",
        synopsisHeading = "Usage: hazir config ID [get [K...] | set K=V...]%n       ")
final class ConfigVerb implements Callable<Integer> {

    private final Session session;

    @Option(names = "--effective", description = "The host's configuration with the source of each value.")
    private boolean effective;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The applet's id.")
    private @Nullable String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "get|set", description = "What to do (default: get).")
    private String act = "get";

    @Parameters(index = "2..*", paramLabel = "K=V", description = "Names, or names with values.")
    private List<String> words = new ArrayList<>();

    ConfigVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (effective) {
            return showEffective();
        }
        if (id == null) {
            throw usage("Say of which applet.");
        }
        String settings = "/applets/" + Text.segment(id) + "/settings";
        return switch (act) {
            case "get" -> show(session.host().get(settings));
            case "set" ->
                new OperationWatch(session, session.host())
                        .follow(session.host().send("PUT", settings + "?async=true", values()));
            case "check" -> check(session.host().send("POST", settings + "/check", values()));
            default -> throw usage("'" + act + "' is neither get nor set nor check.");
        };
    }

    private int show(HostClient.Answer answer) throws CliException {
        if (answer.ok()) {
            List<String> known = answer.body()
                    .valueStream()
                    .map(setting -> setting.path("name").asString())
                    .toList();
            for (String word : words) {
                if (!known.contains(word)) {
                    throw new CliException(
                            Exit.FAILED,
                            "Applet " + id + " has no setting '" + word + "'.\nIt has: " + String.join(", ", known));
                }
            }
        }
        return session.show(answer, this::print);
    }

    private void print(JsonNode settings) {
        if (words.size() == 1) {
            settings.valueStream()
                    .filter(setting -> words.contains(setting.path("name").asString()))
                    .forEach(setting -> session.console().data(Text.plain(setting.path("value"))));
            return;
        }
        session.console()
                .table(settings.valueStream()
                        .filter(setting -> words.isEmpty()
                                || words.contains(setting.path("name").asString()))
                        .map(ConfigVerb::row)
                        .toList());
    }

    private static List<String> row(JsonNode setting) {
        List<String> row = new ArrayList<>(ViewVerbs.texts(setting, "name", "value", "source", "label"));
        row.add(
                3,
                switch (setting.path("applies").asString()) {
                    case "live" -> "applies at once";
                    case "start" -> "starts it";
                    case "later" -> "from its next start";
                    default -> "restarts it";
                });
        return row;
    }

    private int check(HostClient.Answer answer) throws CliException {
        int code = session.show(answer, problems -> {
            problems.valueStream()
                    .forEach(problem ->
                            session.console().data(problem.path("what").asString()));
            if (problems.isEmpty()) {
                session.console().data("They fit. Nothing was saved. " + saving(answer.effect(), answer.overruling()));
            }
        });
        return code == Exit.OK && !answer.body().isEmpty() ? Exit.REFUSED : code;
    }

    private String saving(String effect, String overruling) {
        if (overruling.isEmpty()) {
            return saving(effect);
        }
        String wins = " The environment of the host wins over what is saved, as long as it sets " + overruling + ".";
        return (effect.equals("none") ? "Saving them changes nothing for " + id + "." : saving(effect)) + wins;
    }

    private String saving(String effect) {
        return switch (effect) {
            case "live" -> "Saving them takes effect at once; nothing restarts.";
            case "start" -> "Saving them starts " + id + ".";
            case "later" -> "Saving them starts nothing: they hold from the next start of " + id + ".";
            case "none" -> "Saving them changes nothing for " + id + ", which uses these values already.";
            default -> "Saving them restarts " + id + ".";
        };
    }

    private Map<String, String> values() throws CliException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw usage("'" + word + "' is not NAME=VALUE.");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        if (values.isEmpty()) {
            throw usage("Say what to set.");
        }
        return values;
    }

    private int showEffective() throws CliException {
        try {
            List<HostConfig.Entry> entries = ConfigReader.read(session.home(), session.environment(), Map.of())
                    .effective();
            if (session.json()) {
                session.console().json(JsonMapper.shared().valueToTree(entries));
            } else {
                session.console()
                        .table(entries.stream()
                                .map(entry -> List.of(entry.key(), entry.value(), entry.source()))
                                .toList());
            }
            return Exit.OK;
        } catch (ConfigException e) {
            throw new CliException(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static CliException usage(String sentence) {
        return new CliException(
                Exit.USAGE,
                sentence
                        + "\nDo: hazir config ID [get [NAME]|set NAME=VALUE|check NAME=VALUE], or hazir config --effective");
    }
}
