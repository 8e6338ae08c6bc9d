package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.FreePort;
import dev.hazir.host.TestHost;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Operation.State;
import dev.hazir.host.unload.Unload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that nobody wants any more, on a real host. */
class CancelTest {

    private static final String WAITS = "slow.test.waits";
    private static final String PORT = "slow.test.port";

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser operator;
    private static Applets applets;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(PORT, Integer.toString(FreePort.find()));
        host = TestHost.start(directory.resolve("home"));
        operator = new OperatorBrowser(host).signIn();
        applets = host.host().applets();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        System.clearProperty(PORT);
    }

    @AfterEach
    void removeAll() throws Exception {
        System.clearProperty(WAITS);
        Applets.await(applets.remove("slow", Applets.DataFate.ERASE, "test"));
        await().untilAsserted(() -> assertThat(files().keySet()).noneMatch(file -> file.contains("slow")));
    }

    @Test
    void installThatIsCancelledInSetupLeavesNothing() throws Exception {
        Map<String, String> before = filesAtRest();
        Operation install = applets.deploy(jar("2.0.0"), Applets.Intent.EITHER, "test");
        waitsIn("setup");

        assertThat(install.view().cancellable()).isTrue();
        assertThat(install.cancel("anna")).isTrue();

        Operation.View end = Applets.await(install);
        assertThat(end.state()).isEqualTo(State.CANCELLED);
        assertThat(end.message()).isEqualTo("Cancelled by anna. What was there before is still there.");
        assertThat(applets.find("slow")).isEmpty();
        await().untilAsserted(() -> assertThat(files()).isEqualTo(before));
        nothingIsLeftOf("2.0.0");
        portIsFree();
    }

    @Test
    void upgradeThatIsCancelledWhileItStartsLeavesTheOldVersionServing() throws Exception {
        Applets.await(applets.deploy(jar("1.0.0"), Applets.Intent.EITHER, "test"));
        Map<String, String> before = filesAtRest();
        Operation upgrade = applets.deploy(jar("3.0.0"), Applets.Intent.EITHER, "test");
        waitsIn("started");

        Page page = new Page("/admin/operations/" + upgrade.number());
        assertThat(page.text())
                .contains("slow 1.0.0 goes on as it is; nothing of this operation stays.", "Cancel and keep 1.0.0");
        OperatorBrowser.Page cancelled = operator.submit(page.read(), "form[action$=/cancel]", Map.of());

        assertThat(cancelled.text()).contains("Cancelled by anna. What was there before is still there.");
        assertThat(cancelled.document().select("form[action$=/cancel]")).isEmpty();
        assertThat(host.send(host.request("/res/slow/version")).body()).contains("1.0.0");
        assertThat(applets.find("slow").orElseThrow().versions()).containsExactly("1.0.0");
        assertThat(applets.find("slow").orElseThrow().reason()).isEmpty();
        await().untilAsserted(() -> assertThat(files()).isEqualTo(before));
        nothingIsLeftOf("3.0.0");
    }

    @Test
    void operationThatHasNotBegunIsCancelledAtOnce() throws Exception {
        Applets.await(applets.deploy(jar("1.0.0"), Applets.Intent.EITHER, "test"));
        Operation first = applets.deploy(jar("2.0.0"), Applets.Intent.EITHER, "test");
        waitsIn("setup");
        Operation queued = applets.remove("slow", Applets.DataFate.ERASE, "test");

        HttpResponse<String> answer = cancel(queued.number());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"cancelled\"", "\"cancellable\":false");
        assertThat(first.view().state()).isEqualTo(State.RUNNING);
        assertThat(first.cancel("test")).isTrue();
        Applets.await(first);
        assertThat(applets.find("slow").orElseThrow().state()).isEqualTo("live");
    }

    @Test
    void nobodyCancelsWhatIsPermanent() throws Exception {
        Operation install = applets.deploy(jar("1.0.0"), Applets.Intent.EITHER, "test");
        Applets.await(install);

        HttpResponse<String> late = cancel(install.number());

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("has ended already");
        assertThat(cancel(9_999).statusCode()).isEqualTo(404);
        assertThat(operator.submit(
                                operator.get("/admin/applets/slow"),
                                "form[action$=/restart]",
                                Map.of(),
                                "/admin/operations/" + install.number() + "/cancel")
                        .text())
                .contains("It was too late to cancel");
        assertThat(applets.find("slow").orElseThrow().state()).isEqualTo("live");
    }

    /** A page as it is now. */
    private record Page(String path) {

        OperatorBrowser.Page read() throws Exception {
            return operator.get(path);
        }

        String text() throws Exception {
            return read().text();
        }
    }

    private static void waitsIn(String where) {
        await().until(() -> where.equals(System.getProperty(WAITS)));
    }

    private static void nothingIsLeftOf(String version) {
        await().untilAsserted(() -> assertThat(host.host().unloads().of("slow"))
                .filteredOn(unload -> unload.version().equals(version))
                .isNotEmpty()
                .allMatch(unload -> unload.state() == Unload.State.CLEAN));
    }

    private static void portIsFree() throws IOException {
        new ServerSocket(Integer.getInteger(PORT), 1, InetAddress.getLoopbackAddress()).close();
    }

    /** What is on disk of applets, also for a moment. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String folder : List.of("versions", "data", "run/work")) {
            Path root = host.home().resolve(folder);
            if (Files.isDirectory(root)) {
                Files.walkFileTree(root, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        boolean figures = file.endsWith("starts.json") || file.endsWith("checked.json");
                        if (attributes.isRegularFile() && !figures) {
                            found.put(host.home().relativize(file).toString(), Long.toString(attributes.size()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException changed) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        }
        return found;
    }

    /** The same when nothing comes in any more. */
    private static Map<String, String> filesAtRest() {
        return await().until(
                        CancelTest::files,
                        found -> found.keySet().stream().noneMatch(file -> file.startsWith("run/work/incoming")));
    }

    private static HttpResponse<String> cancel(long number) throws Exception {
        return host.send(host.api("/operations/" + number + "/cancel").POST(BodyPublishers.noBody()));
    }

    private static Path jar(String version) throws Exception {
        return TestHost.jar(directory, "slow", version, SlowApplet.class);
    }
}
