package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.FreePort;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.security.Role;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Problems on the page, by REST and on the command line: what can be done about them, and putting them aside. */
@Timeout(90)
class ProblemsTest {

    private static final String SOURCE = """
            package demo;
            import dev.hazir.applet.*;
            public final class Gauge implements Applet {
                public record Settings(int port) { public Settings() { this(0); } }
                public void setup(AppletContext app) {
                    app.loop().lines("devices", app.settings(Settings.class).port(), peer -> line -> {});
                }
            }
            """;

    private static final Pattern CODE = Pattern.compile("\"((?:APP|LOOP|NET|SYS|SEC|MEM|BAK)-[0-9]{3})\"");

    @TempDir
    Path directory;

    @Test
    void portInUseIsMendedFromThePageOfProblems() throws Exception {
        int port = FreePort.find();
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            install(host);
            assertThat(host.cli("config", "gauge", "set", "port=" + port)).isNotNull();
        }
        ServerSocket holder = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            OperatorBrowser anna = new OperatorBrowser(host).signIn();
            await().until(() -> anna.get("/admin/problems").text().contains("APP-103"));
            Page problems = anna.get("/admin/problems");
            assertThat(problems.text()).contains("is used by", "gauge does not run");
            assertThat(problems.document().selectFirst("section a.primary").attr("href"))
                    .isEqualTo("/admin/applets/gauge/settings");

            holder.close();
            anna.submit(problems, "form[action=/admin/applets/gauge/enable]", Map.of());

            assertThat(anna.get("/admin/problems").text()).contains("Nothing needs you");
        } finally {
            holder.close();
        }
    }

    @Test
    void problemIsPutAsideAndTheHostRemembersIt() throws Exception {
        Path home = directory.resolve("home");
        try (TestHost host = TestHost.start(home)) {
            spoil(host);
            OperatorBrowser anna = new OperatorBrowser(host).signIn();
            OperatorBrowser viewer = new OperatorBrowser(host).signIn("vera", Role.VIEWER);
            assertThat(viewer.get("/admin/problems").text())
                    .contains("APP-112", "You are signed in as Viewer. Putting a problem aside needs Operator.")
                    .doesNotContain("Snooze for 1 day");

            Page aside = anna.submit(anna.get("/admin/problems"), "form[action$=/snooze]", Map.of("for", "day"));

            assertThat(aside.text()).contains("Nothing needs you", "Snoozed (1)", "anna");
            assertThat(anna.get("/admin/").text()).contains("Nothing needs you");
            assertThat(host.send(host.api("/problems")).body()).contains("APP-112", "\"snoozed\":{", "\"by\":\"anna\"");
            assertThat(host.send(host.api("/audit")).body()).contains("problems snooze", "APP-112");
        }
        try (TestHost host = TestHost.start(home)) {
            spoil(host);
            OperatorBrowser anna = new OperatorBrowser(host).signIn();
            Page still = anna.get("/admin/problems");
            assertThat(still.text()).contains("Nothing needs you", "Snoozed (1)");

            Page told = anna.submit(still, "form[action$=/wake]", Map.of());

            assertThat(told.document().select("section.notice").text()).contains("APP-112");
        }
    }

    @Test
    void problemIsPutAsideOnTheCommandLineUntilItChanges() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            spoil(host);
            assertThat(host.cli("problems")).contains("APP-112");

            assertThat(host.cli("problems", "snooze", "APP-112", "--until-change"))
                    .contains("Put aside by cli until it changes");

            assertThat(host.cli("problems")).contains("1 put aside").doesNotContain("APP-112");
            assertThat(host.cli("problems", "--all")).contains("APP-112");
            assertThat(host.cli("problems", "snooze", "APP-999")).contains("There is no problem APP-999 now");
            assertThat(host.cli("problems", "wake", "APP-112")).contains("told again");
            assertThat(host.cli("problems")).contains("APP-112");

            host.cli("problems", "snooze", "APP-112", "--until-change");
            Files.delete(host.home().resolve("applets/gauge.jar"));
            await().until(() -> !host.send(host.api("/problems")).body().contains("APP-112"));
            spoil(host);
            assertThat(host.cli("problems")).as("it has come back").contains("APP-112");
        }
    }

    @Test
    void enableThatFailsLeavesAProblemWithItsRemedyUntilItRuns() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestHost host = TestHost.start(directory.resolve("home"))) {
            installStoppedAt(holder.getLocalPort(), host);
            OperatorBrowser anna = new OperatorBrowser(host).signIn();

            assertThat(host.cli("enable", "gauge")).contains("APP-103");

            Page problems = anna.get("/admin/problems");
            assertThat(problems.text()).contains("APP-103", "is used by", "Since");
            assertThat(problems.document().select("section.notice time[datetime]"))
                    .isNotEmpty();
            assertThat(problems.document().select("form[action=/admin/applets/gauge/enable]"))
                    .hasSize(1);
            assertThat(host.send(host.api("/problems")).body()).contains("APP-103", "\"since\":\"20");
            assertThat(host.cli("problems")).contains("Since 20");
            assertThat(host.cli("show", "gauge")).contains("disabled", "It was not started: ");
            holder.close();
            anna.submit(problems, "form[action=/admin/applets/gauge/enable]", Map.of());

            assertThat(anna.get("/admin/problems").text()).contains("Nothing needs you");
        }
    }

    @Test
    void whoStopsWhatDidNotStartHasSettledIt() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestHost host = TestHost.start(directory.resolve("home"))) {
            installStoppedAt(holder.getLocalPort(), host);
            host.cli("enable", "gauge");
            assertThat(host.cli("problems")).contains("APP-103");

            host.cli("disable", "gauge");

            assertThat(host.cli("problems")).contains("Nothing needs you").doesNotContain("APP-103");
        }
    }

    @Test
    void restartThatFailsIsToldWhileTheOldDeploymentAnswers() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            install(host);
            Path kept = host.home().resolve("versions/gauge/1.0.0.jar");
            byte[] jar = Files.readAllBytes(kept);
            Files.delete(kept);

            assertThat(host.cli("restart", "gauge")).contains("APP-132");

            Page problems = new OperatorBrowser(host).signIn().get("/admin/problems");
            assertThat(problems.document().select("section.notice"))
                    .as("told once")
                    .hasSize(1);
            assertThat(problems.text()).contains("APP-132");
            assertThat(host.cli("show", "gauge")).contains("live", "It was not started anew: ");
            Files.write(kept, jar);
            host.cli("restart", "gauge");
            assertThat(host.cli("problems")).contains("Nothing needs you");
        }
    }

    @Test
    void everyCodeThatIsRaisedIsExplained() throws Exception {
        Set<String> raised = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(found -> raised.add(found.group(1)));
            }
        }
        assertThat(raised).hasSizeGreaterThan(40);
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            Page codes = new OperatorBrowser(host).signIn().get("/admin/problems/codes");

            assertThat(raised)
                    .isSubsetOf(codes.document().select("section").stream()
                            .map(Element::id)
                            .collect(Collectors.toSet()));
            assertThat(codes.document().select("section"))
                    .allSatisfy(
                            section -> assertThat(section.select("p").text()).isNotBlank());
        }
    }

    /** With a port that it cannot have. */
    private void installStoppedAt(int port, TestHost host) throws Exception {
        install(host);
        host.cli("disable", "gauge");
        host.cli("config", "gauge", "set", "port=" + port);
    }

    private void install(TestHost host) throws Exception {
        Path jar = CompiledJar.in(directory)
                .applet("gauge", "1.0.0", "demo.Gauge", "name=Gauge")
                .source("demo.Gauge", SOURCE)
                .write("gauge.jar");
        assertThat(host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)))
                        .statusCode())
                .isEqualTo(201);
    }

    /** Has somebody put a file into the folder that is no applet. */
    private static void spoil(TestHost host) throws Exception {
        Path jar = host.home().resolve("applets/gauge.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("nothing.txt"));
            out.closeEntry();
        }
        await().until(() -> host.send(host.api("/problems")).body().contains("APP-112"));
    }
}
