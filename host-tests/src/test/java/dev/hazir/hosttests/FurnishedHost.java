package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A host that has one of everything that pages of operators can show, with people of each role. */
final class FurnishedHost implements AutoCloseable {

    static final String ADMIN = "anna";
    static final String OPERATOR = "otto";
    static final String VIEWER = "vera";
    static final String PASSWORD = "seven small green boats";

    /** All types that the form of settings knows. */
    private static final String SETTINGS = """
            public enum Mode { FAST, CAREFUL }
            public enum Day { MON, TUE, WED, THU, FRI }
            public record Mail(String host, int port, Secret password) {
                public Mail() { this("localhost", 25, Secret.none()); }
            }
            public record Pump(String name, int speed) { public Pump() { this("", 0); } }
            public record Settings(
                    @Label("Places") @Help("How many there are.") @NeedsRestart int places, double factor, boolean loud, String title,
                    @Lines(4) String story, Mode mode, Day day, Set<Day> days, Duration pause, java.net.URI link,
                    ZoneId zone, LocalTime at, @Advanced Path place, Optional<String> note, Secret token,
                    List<String> names, Mail mail, List<Pump> pumps) {
                public Settings() {
                    this(3, 1.5, true, "Greenhouse", "one\\ntwo", Mode.FAST, Day.MON, Set.of(Day.MON),
                            Duration.ofSeconds(30), java.net.URI.create("https://example.org/"), ZoneId.of("UTC"),
                            LocalTime.of(14, 5), Path.of("spool/in"), Optional.empty(), Secret.none(), List.of("a", "b"),
                            new Mail(), List.of(new Pump("north", 10), new Pump("south", 20)));
                }
                public Settings {
                    if (title.equals("forbidden")) throw Invalid.of("title", "may be anything else");
                }
            }
            public record Climate(String room, double degrees) {}
            """;

    private static final String SETUP = """
            app.onSettings(Settings.class, (before, now) -> {});
            Topic<Climate> climate = app.topic("climate/rooms", Climate.class);
            app.web().page("/", "index", request -> Map.of("title", app.settings(Settings.class).title()));
            app.web().resource("/meant", request -> "never asked");
            app.web().resource("/fails", request -> { throw new IllegalStateException("the pump is stuck"); });
            app.web().servlet("/broken", new HttpServlet() {
                @Override protected void doGet(HttpServletRequest q, HttpServletResponse a) {
                    throw new IllegalStateException("the valve is stuck");
                }
            });
            Loop loop = app.loop();
            loop.resource("/meant", request -> "loop").instead();
            loop.resource("/sleep", request -> { for (int i = 0; i < 60; i++) Thread.sleep(20); return "slept"; });
            loop.resource("/publish", request -> { climate.publish(new Climate("palms", 21.5)); return "published"; });
            loop.websocket("/listen", socket -> climate.subscribe(socket, socket::sendJson));
            loop.lines("sensors", 0, peer -> line -> {
                if (line.equals("fail")) throw new IllegalStateException("no reading: " + line);
                peer.send("OK " + line);
            });
            loop.udp("beacon", 0, datagram -> datagram.reply(datagram.data()));
            Files.writeString(app.files().resolve("plants.csv"), "palm;3\\n");
            org.slf4j.LoggerFactory.getLogger("greenhouse.Pump").warn("The pump is slow", new IOException("timeout"));
            """;

    private HostProcess process;
    private final Path directory;
    private Socket device;

    private FurnishedHost(HostProcess process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts a host with people of each role, and nothing else. */
    static FurnishedHost bare(Path directory) {
        FurnishedHost host = new FurnishedHost(
                HostProcess.startToComeAgain(
                        directory.resolve("home"),
                        Map.of("HAZIR_PORT_HELLO_ECHO", "0", "HAZIR_PORT_METER_DEVICES", "0")),
                directory);
        host.add(ADMIN, "admin");
        host.add(OPERATOR, "operator");
        host.add(VIEWER, "viewer");
        return host;
    }

    /** Starts a host with everything. */
    static FurnishedHost start(Path directory) {
        FurnishedHost host = bare(directory);
        try {
            host.furnish();
            return host;
        } catch (RuntimeException | IOException | AssertionError e) {
            host.close();
            throw new AssertionError("the host was not furnished:\n" + host.process.output(), e);
        }
    }

    HostProcess process() {
        return process;
    }

    /** Stops the host and starts it again where it was. */
    void restart() {
        process.terminate();
        process = process.again();
    }

    URI page(String path) {
        return process.url().resolve(path);
    }

    /** Signs a browser in with the form. */
    void signIn(Browser browser, String name) {
        browser.open(page("/admin/login"));
        browser.evaluate("document.querySelector('#name').focus(); ''");
        browser.type(name);
        browser.evaluate("document.querySelector('#password').focus(); ''");
        browser.type(PASSWORD);
        browser.press("Enter");
        await("signed in")
                .atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("document.readyState + location.pathname")
                        .equals("complete/admin/"));
    }

    /** The applet that has one of everything, in a version. */
    Path greenhouse(String version) {
        return AppletSource.of("greenhouse", version)
                .with("name", "Greenhouse")
                .with("summary", "Waters plants, and tells how they are.")
                .with("vendor", "Palm House")
                .with("license", "Apache-2.0")
                .with("changelog", "CHANGELOG.md")
                .with("docs", "help.html")
                .setup(SETUP)
                .members(SETTINGS)
                .file("META-INF/resources/CHANGELOG.md", "# Changes\n\n## " + version + "\n\n- Waters less at night.\n")
                .file("META-INF/resources/help.html", "<!DOCTYPE html><title>Help</title><h1>Help</h1>")
                .file("templates/index.html", """
                        <html xmlns:th="http://www.thymeleaf.org" th:replace="~{host/layout :: page(${title}, ~{::main})}">
                        <main><h1 th:text="${title}">Greenhouse</h1><p>All plants are well.</p></main></html>
                        """)
                .jar(directory);
    }

    /** Sends a jar with the form of the page that is open; returns where its plan is shown. */
    URI offer(Browser browser, Path jar) throws IOException {
        return URI.create(browser.evaluate("""
                (async () => {
                    const form = new FormData();
                    form.append('csrf', document.querySelector('input[name=csrf]').value);
                    const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0));
                    form.append('file', new File([bytes], 'a.jar'));
                    return (await fetch('/admin/install', {method: 'POST', body: form})).url;
                })()""".formatted(Base64.getEncoder().encodeToString(Files.readAllBytes(jar)))));
    }

    @Override
    public void close() {
        try {
            if (device != null) {
                device.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.close();
        }
    }

    private void add(String name, String role) {
        Rest.Answer answer = process.rest()
                .json(
                        "POST",
                        "people",
                        "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}".formatted(name, role, PASSWORD));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private void furnish() throws IOException {
        Rest rest = process.rest();
        rest.deploy(Hazir.builtJar("hello"));
        rest.deploy(Hazir.builtJar("meter"));
        rest.deploy(greenhouse("1.0.0"));
        rest.deploy(greenhouse("1.1.0"));
        rest.put("applets/greenhouse/settings", "{\"places\": 5, \"token\": \"secret\"}");
        rest.offer(AppletSource.of("greenhouse", "2.0.0")
                .setup("throw new IllegalStateException(\"the water is off\");")
                .jar(directory));
        rest.offer(AppletSource.of("leaky", "1.0.0")
                .setup("throw new IllegalStateException(\"there is a hole\");")
                .jar(directory));
        rest.deploy(AppletSource.of("resting", "1.0.0").setup("").jar(directory));
        rest.act("POST", "applets/resting/disable");
        rest.act("POST", "backups");
        device = new Socket("127.0.0.1", rest.port("greenhouse", "sensors"));
        rest.act("POST", "ports/greenhouse/sensors/tap");
        rest.act("POST", "topics/tap?applet=greenhouse&name=climate/rooms");
        device.getOutputStream().write("palms 21.5\n".getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("/res/greenhouse/publish", "/res/greenhouse/sleep", "/res/greenhouse/fails")) {
            rest.get(path);
        }
        Files.writeString(
                Files.createDirectories(process.home().resolve("data/greenhouse"))
                        .resolve("notes.txt"),
                "dry");
    }
}
