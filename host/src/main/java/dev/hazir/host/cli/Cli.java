package dev.hazir.host.cli;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code hazir} with its verbs. Verbs other than start load neither the network nor the servlet library. */
public final class Cli {

    private final Starter starter;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * The command.
     *
     * @param starter runs a host
     * @param environment the process's environment variables
     * @param out takes data
     * @param err takes progress and complaints
     */
    public Cli(Starter starter, Map<String, String> environment, PrintStream out, PrintStream err) {
        this(starter, environment, System.in, out, err);
    }

    /** The same with another standard input, where passwords come from when there is no terminal. */
    public Cli(Starter starter, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.starter = starter;
        this.environment = environment;
        this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
        this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }

    /** Runs one command line and returns the exit code. */
    public int run(String... arguments) {
        Optional<StartOptions> start = StartLine.read(environment, arguments);
        return start.isPresent() ? start(start.get()) : interpret(arguments);
    }

    private int start(StartOptions options) {
        try {
            return starter.start(options);
        } catch (Exception e) {
            return complain(e);
        }
    }

    private int interpret(String... arguments) {
        CommandLine command = command(arguments);
        command.setOut(out);
        command.setErr(err);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        command.setExecutionExceptionHandler((failure, line, result) -> complain(failure));
        return command.execute(arguments);
    }

    /** The verbs that a command line may need: looking at all of them would keep a host from its start. */
    private CommandLine command(String... arguments) {
        Session session = new Session(new Console(in, out, err), environment);
        CommandLine command = new CommandLine(new Root(session));
        if (arguments.length > 0 && arguments[0].equals("start")) {
            return command.addSubcommand(new StartVerb(session, starter));
        }
        CommandLine routes = new CommandLine(new RoutesVerb(session));
        routes.addSubcommand(new RoutesVerb.Explain(session));
        command.addSubcommand(AdminVerb.command(session));
        command.addSubcommand(ProblemsVerb.command(session));
        command.addSubcommand(TokensVerb.command(session));
        command.addSubcommand(SourcesVerb.command(session));
        command.addSubcommand(AccessVerbs.Sessions.command(session));
        command.addSubcommand(TlsVerb.command(session));
        command.addSubcommand(OperationsVerb.command(session));
        List.of(
                        new StartVerb(session, starter),
                        new DeployVerb.Install(session),
                        new DeployVerb.Upgrade(session),
                        new AppletVerb.Rollback(session),
                        new AppletVerb.Remove(session),
                        new AppletVerb.Versions(session),
                        new AppletVerb.Enable(session),
                        new AppletVerb.Disable(session),
                        new AppletVerb.Restart(session),
                        new DrainVerb(session),
                        new ViewVerbs.ListApplets(session),
                        new ViewVerbs.Show(session),
                        new DeployVerb.Plan(session),
                        routes,
                        new CommandLine(new ViewVerbs.Ports(session)).addSubcommand(new TrafficVerbs.Tap(session)),
                        new CommandLine(new TrafficVerbs.Topics(session))
                                .addSubcommand(TrafficVerbs.Tap.ofTopics(session)),
                        new TrafficVerbs.Tap(session),
                        new TrafficVerbs.Level(session),
                        new ViewVerbs.MapOfAll(session),
                        new ViewVerbs.Storage(session),
                        new AccessVerbs.Audit(session),
                        new ConfigVerb(session),
                        new LeaksVerb(session),
                        new BackupVerbs.Make(session),
                        new BackupVerbs.ListAll(session),
                        new BackupVerbs.Restore(session),
                        new CommandLine(new LogsVerb(session)).addSubcommand("level", new TrafficVerbs.Level(session)),
                        new WhyVerb(session),
                        new SetupVerb(session),
                        new SetupTokenVerb(session))
                .forEach(command::addSubcommand);
        return command;
    }

    private int complain(Exception failure) {
        if (failure instanceof CliException known) {
            err.println(known.getMessage());
            return known.exit();
        }
        String message = failure.getMessage();
        err.println(message == null ? failure.toString() : message);
        return Exit.FAILED;
    }

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"hazir " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** What stands before the verb. */
    @Command(
            name = "hazir",
            description = "A host for applets that are replaced while they are used.",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.Version.class,
            scope = CommandLine.ScopeType.INHERIT,
            synopsisSubcommandLabel = "VERB",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:done",
                "1:failed",
                "2:wrong usage",
                "3:no host can be reached",
                "4:refused, nothing was changed",
                "5:rolled back to what was before"
            })
    static final class Root implements Runnable {

        @Mixin
        private final Session session;

        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
        private CommandLine.Model.CommandSpec spec;

        Root(Session session) {
            this.session = session;
        }

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "Say which verb.");
        }
    }
}
