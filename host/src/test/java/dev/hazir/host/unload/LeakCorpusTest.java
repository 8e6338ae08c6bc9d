package dev.hazir.host.unload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.unload.plants.PlantingApplet;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every known way to hold an ended applet is either mended by the host or named. */
class LeakCorpusTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CLEAN = "";
    private static final String PATH = "path";

    /**
     * One way.
     *
     * @param where {@code worker}, {@code loop} or {@code session}: where it is planted
     * @param kind what is named after the end, or {@link #CLEAN}, or {@link #PATH} if only the heap tells
     * @param name the holder's name begins with it; or a part of the path
     */
    private record Case(String id, String where, String kind, String name) {

        static Case clean(String id) {
            return new Case(id, "worker", CLEAN, "");
        }

        static Case cleanOnLoop(String id) {
            return new Case(id, "loop", CLEAN, "");
        }

        static Case held(String id, String kind, String name) {
            return new Case(id, "worker", kind, name);
        }
    }

    private static List<Case> corpus() {
        List<Case> cases = new ArrayList<>(List.of(
                Case.held("thread", "thread", "stray"),
                Case.held("subclass", "thread", "stray-subclass"),
                Case.held("pool", "executor", "pool-"),
                Case.held("scheduler", "executor", "pool-"),
                Case.held("fork-join", "executor", "ForkJoinPool-"),
                Case.held("timer", "timer", "stray-timer"),
                Case.held("hook", "shutdown-hook", "stray-hook"),
                Case.held("selector", "thread", "stray-selector"),
                Case.held("acceptor", "thread", "stray-acceptor"),
                Case.held("waits-for-future", "thread", "stray-future"),
                Case.held("cleaner", "cleaner", "Cleaner-"),
                Case.held("class-value", PATH, "ClassValue"),
                Case.held("jul-listener", PATH, "LogManager"),
                Case.clean("nothing"),
                Case.clean("http-client"),
                Case.clean("context-loader"),
                Case.clean("local"),
                Case.clean("local-list"),
                Case.cleanOnLoop("local-loop"),
                Case.clean("local-common-pool"),
                Case.clean("local-inherited"),
                Case.cleanOnLoop("loop-timer"),
                Case.cleanOnLoop("fast-local"),
                Case.cleanOnLoop("fast-local-class"),
                Case.cleanOnLoop("recycler"),
                Case.clean("mbean"),
                Case.clean("driver"),
                Case.clean("jul-level"),
                Case.clean("jul-handler"),
                Case.clean("jul-filter"),
                Case.clean("mdc"),
                Case.clean("property"),
                Case.clean("provider"),
                Case.clean("authenticator"),
                Case.clean("url-factory"),
                Case.clean("property-editor"),
                Case.clean("introspector"),
                Case.clean("bundle"),
                Case.clean("service-loader"),
                Case.clean("serialization"),
                Case.clean("record"),
                Case.clean("annotation"),
                Case.clean("proxy"),
                Case.clean("slf4j"),
                Case.clean("jar-stream"),
                Case.clean("own-class-value"),
                new Case("session", "session", CLEAN, "")));
        if (Runtime.version().feature() < 25) {
            // Later ones have another timer, which cannot be looked through.
            cases.add(Case.clean("time-out"));
        }
        // Last: it keeps a thread that others need.
        cases.add(Case.held("common-pool", "common-pool", "ForkJoinPool.commonPool-"));
        if (Runtime.version().feature() >= 21) {
            cases.add(Case.held("virtual", "thread", ""));
        }
        return cases;
    }

    @TempDir
    Path directory;

    @Test
    void everyPlantedLeakIsMendedOrNamed() throws Exception {
        List<Case> corpus = corpus();
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            for (Case each : corpus) {
                plant(host, each);
            }
            for (Case each : corpus) {
                host.host().applets().remove(each.id(), Applets.DataFate.ERASE, "test");
            }
            Unloads unloads = host.host().unloads();
            List<Case> told =
                    corpus.stream().filter(each -> !each.kind().equals(PATH)).toList();
            // On a busy machine something may be taken for held, and be let go a while later.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(wrong(told, unloads)).isEmpty());
            for (Case each : corpus) {
                if (each.kind().equals(PATH)) {
                    unloads.search(each.id()).get();
                }
            }
            assertThat(wrong(corpus, unloads)).isEmpty();

            for (Case each : corpus) {
                unloads.end(each.id()).get();
            }
            assertThat(unloads.held().stream().filter(LeakCorpusTest::removable))
                    .as("what can be ended on request is gone then, but for threads that do not listen")
                    .extracting(Unload::applet)
                    .isSubsetOf("acceptor", "waits-for-future");
        }
    }

    private void plant(TestHost host, Case each) throws Exception {
        Operation.View installed =
                Applets.await(host.host().applets().deploy(jar(each), Applets.Intent.INSTALL, "test"));
        assertThat(installed.state()).as("%s", installed).isEqualTo(Operation.State.DONE);
        String path = each.where().equals("session")
                ? "/apps/" + each.id() + "/session"
                : "/res/" + each.id() + "/" + each.where();
        assertThat(host.send(host.request(path)).statusCode()).as(each.id()).isEqualTo(200);
    }

    private static List<String> wrong(List<Case> cases, Unloads unloads) {
        return cases.stream()
                .filter(each -> !asExpected(each, unloads.of(each.id())))
                .map(each -> "\n" + each.id() + ": " + unloads.of(each.id()))
                .toList();
    }

    private static boolean asExpected(Case each, List<Unload> verdicts) {
        if (verdicts.isEmpty()) {
            return false;
        }
        Unload unload = verdicts.get(0);
        return switch (each.kind()) {
            case CLEAN -> unload.state() == Unload.State.CLEAN;
            case PATH -> unload.path().contains(each.name());
            default ->
                unload.holders().stream()
                        .anyMatch(holder -> holder.kind().equals(each.kind())
                                && holder.name().startsWith(each.name()));
        };
    }

    private static boolean removable(Unload unload) {
        return unload.holders().stream().anyMatch(HeldBy::removable);
    }

    /** All planting classes, with a descriptor of its own. */
    private Path jar(Case each) throws Exception {
        Path classes = Path.of(PlantingApplet.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path file = directory.resolve(each.id() + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> tree = Files.walk(
                        classes.resolve(PlantingApplet.class.getPackageName().replace('.', '/')))) {
            jar.putNextEntry(new JarEntry("META-INF/applet.properties"));
            jar.write("id=%s\nname=%s\nversion=1.0.0\nmain=%s\napi=1\npermissions=netty\n"
                    .formatted(each.id(), each.id(), PlantingApplet.class.getName())
                    .getBytes(StandardCharsets.UTF_8));
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, jar);
            }
        }
        return file;
    }
}
