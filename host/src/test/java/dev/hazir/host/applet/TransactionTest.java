package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every act is a transaction on disk. Each is ended at each of its steps, and each of its steps fails once: what is there
 * after the next start is always all of the old state or all of the new one, file for file. The long form, with every act:
 * {@code -Dhazir.long=true}.
 */
class TransactionTest {

    @TempDir
    static Path directory;

    @AutoClose
    private static final Engine engine = Engine.start();

    private static Act.Jars jars;
    private static final Map<List<Act>, Path> homes = new HashMap<>();
    private static int copies;

    @BeforeAll
    static void start() throws Exception {
        jars = new Act.Jars(
                TestHost.jar(directory, "probe", "1.0.0", TitledApplet.class, TitledApplet.Settings.class),
                TestHost.jar(directory, "probe", "2.0.0", LevelledApplet.class, LevelledApplet.Settings.class),
                TestHost.jar(directory, "probe", "3.0.0", TitledApplet.class, TitledApplet.Settings.class));
    }

    @ParameterizedTest
    @MethodSource("acts")
    void anActThatIsKilledAtAnyStepIsDoneOrUndone(Act act) throws Exception {
        Map<String, String> before = afterRestart(copy(homeBefore(act)));
        Path reference = copy(homeBefore(act));
        int steps = perform(act, reference, new Fault());
        Map<String, String> after = afterRestart(reference);
        for (int step = 1; step <= steps; step++) {
            Path home = copy(homeBefore(act));
            Fault fault = new Fault();
            Engine.Run run = engine.run(home, fault);
            fault.killAt(step);
            attempt(act, run);
            run.crash(fault);
            Map<String, String> found = afterRestart(home);
            if (act.byHand()) {
                assertThat(found).as("killed at step " + step).isEqualTo(after);
            } else {
                assertThat(found).as("killed at step " + step).isIn(before, after);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("acts")
    void anActWhoseStepFailsIsRefusedWithNothingChangedOrDone(Act act) throws Exception {
        Path reference = copy(homeBefore(act));
        int steps = perform(act, reference, new Fault());
        Map<String, String> after = afterRestart(reference);
        int step = 0;
        while (step < steps) {
            Path home = copy(homeBefore(act));
            Fault fault = new Fault();
            try (Engine.Run run = engine.run(home, fault)) {
                Map<String, String> before = tree(home);
                String standing = run.standing("probe");
                boolean done = false;
                while (!done && step < steps) {
                    fault.failAt(++step);
                    Operation.View view = attempt(act, run);
                    done = view == null || view.state() == Operation.State.DONE;
                    if (!done) {
                        expectRefusal(view);
                        assertThat(tree(home)).as("failed at step " + step).isEqualTo(before);
                        assertThat(standing).isIn("absent", run.standing("probe"));
                    }
                }
                fault.never();
                if (!done) {
                    assertThat(attempt(act, run).state()).isEqualTo(Operation.State.DONE);
                }
            }
            assertThat(afterRestart(home)).as("failed at step " + step).isEqualTo(after);
        }
    }

    private static void expectRefusal(Operation.View view) {
        assertThat(view.state()).as(view.toString()).isEqualTo(Operation.State.REFUSED);
        assertThat(view.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("SYS-510");
            assertThat(problem.fix()).contains("Free space");
        });
    }

    /** The acts that differ most in their steps; all of them in the long form. */
    static Collection<Act> acts() {
        return Boolean.getBoolean("hazir.long")
                ? EnumSet.allOf(Act.class)
                : EnumSet.of(
                        Act.INSTALL,
                        Act.SETTINGS,
                        Act.NEWER_SETTINGS,
                        Act.UPGRADE_THAT_FORGETS_A_VERSION,
                        Act.ROLLBACK,
                        Act.DELETE_A_VERSION,
                        Act.REMOVE,
                        Act.REMOVE_WITH_DATA,
                        Act.RESTORE,
                        Act.DROP_AGAIN);
    }

    /** Does an act without a fault; returns how many steps on the disk it takes. */
    private static int perform(Act act, Path home, Fault counter) throws Exception {
        Engine.Run run = engine.run(home, counter);
        int started = counter.taken();
        Operation operation = act.begin(jars, run);
        if (operation != null) {
            Engine.done(operation);
        }
        run.close();
        return counter.taken() - started;
    }

    private static Operation.View attempt(Act act, Engine.Run run) throws Exception {
        Operation operation = act.begin(jars, run);
        return operation == null ? null : Applets.await(operation);
    }

    /** A home in which all was done that goes before an act. */
    private static Path homeBefore(Act act) throws Exception {
        Path known = homes.get(act.before);
        if (known == null) {
            known = Files.createDirectory(directory.resolve("before-" + act));
            Path notes = known.resolve("data/probe/files/notes.txt");
            for (Act earlier : act.before) {
                perform(earlier, known, new Fault());
                if (Files.notExists(notes)) {
                    Files.createDirectories(notes.getParent());
                    Files.writeString(notes, "precious");
                }
            }
            homes.put(act.before, known);
        }
        return known;
    }

    /** Starts and stops a host on a home; what is then on its disk, with what the applet says of itself. */
    private static Map<String, String> afterRestart(Path home) throws Exception {
        String standing;
        try (Engine.Run run = engine.run(home).look()) {
            standing = run.standing("probe") + " " + run.applets.problems();
        }
        Map<String, String> found = tree(home);
        found.put("standing", standing);
        return found;
    }

    /** All that is to last in a home, but for the count of crashes, backups, and what is kept for people to read. */
    private static Map<String, String> tree(Path home) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.toList()) {
                if (!path.startsWith(home.resolve("run"))
                        && !path.startsWith(home.resolve("backups"))
                        && !path.endsWith("versions/starts.json")
                        && !path.endsWith("history.json")
                        && !path.endsWith("settings.json")) {
                    found.put(home.relativize(path).toString(), content(path));
                }
            }
        }
        return found;
    }

    private static String content(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return "directory";
        }
        return path.toString().endsWith(".jar") ? AppletJar.digest(path) : Files.readString(path);
    }

    private static Path copy(Path home) throws IOException {
        Path copy = directory.resolve("home-" + ++copies);
        List<Path> all = new ArrayList<>();
        Files.createDirectories(copy);
        try (Stream<Path> tree = Files.walk(home)) {
            tree.forEach(all::add);
        }
        for (Path path : all) {
            Path target = copy.resolve(home.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
        return copy;
    }
}
