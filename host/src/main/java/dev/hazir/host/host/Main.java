package dev.hazir.host.host;

import dev.hazir.host.cli.Cli;
import dev.hazir.host.cli.StartOptions;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.log.LogProvider;
import dev.hazir.host.security.SetupToken;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The program: the command line, with a host behind its verb {@code start}. */
public final class Main {

    private static final int SETTLED_SECONDS = 5;

    private Main() {}

    public static void main(String[] arguments) {
        int code = new Cli(Main::start, System.getenv(), System.out, System.err).run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a host until the process is asked to end; SIGTERM and SIGINT run the shutdown hook. */
    private static int start(StartOptions options) throws Exception {
        LogProvider.install();
        long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
        Unattended.prepare(options.home(), System.getenv());
        HostConfig config = ConfigReader.read(options.home(), System.getenv(), options.flags());
        List<Path> demo = options.demo() ? options.bundled() : List.of();
        Host host = Host.start(HostOptions.of(options.home(), config, System.getenv(), demo));
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(host, stopped), "hazir-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        System.out.println("hazir ready " + host.url() + "/ in " + (System.currentTimeMillis() - begun) + " ms");
        host.applets().leftOff().forEach(problem -> System.out.println("  " + problem.what() + " " + problem.fix()));
        Demo.print(options, host, System.out);
        if (!options.quiet()) {
            host.access().setupToken().ifPresent(token -> askForSetup(host, token));
        }
        if (!stopped.await(SETTLED_SECONDS, TimeUnit.SECONDS)) {
            System.gc(); // what the start took and the host does not need goes back to the system
        }
        stopped.await();
        return 0;
    }

    /** On the console alone: the token is for nobody who reads the log. */
    private static void askForSetup(Host host, SetupToken token) {
        System.out.println("  The pages of operators wait to be set up:");
        System.out.println("    open   " + host.operatorsUrl() + "/admin/setup?token=" + token.text());
        System.out.println("    or run hazir setup --admin NAME on this machine");
    }

    private static void stop(Host host, CountDownLatch stopped) {
        try {
            host.close();
        } catch (Exception e) {
            // Not a constant of this class: other verbs start without the logging library.
            LoggerFactory.getLogger(Main.class).error("stopping failed in parts", e);
        } finally {
            stopped.countDown();
            // The JVM would report the signal instead of a clean end.
            Runtime.getRuntime().halt(0);
        }
    }
}
