package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.Drawn;
import dev.hazir.host.FreePort;
import dev.hazir.host.TestHost;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan says what will be, and changes nothing. */
class PlanTest {

    private static final int PAIRS = 12;

    @TempDir
    static Path directory;

    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("drain", "5m"));
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    /** What operators see of the host by REST: names of things, and what is shadowed. */
    private record Picture(
            List<String> routes, Set<String> shadowed, Set<String> ports, Map<String, String> settings) {}

    @Test
    void whatIsPlannedIsWhatIsMeasured() throws Exception {
        String other = "handle /x *\nroot /shared/* *\nroot /shared/a GET\nworker /x *";
        deploy(Drawn.jar(directory, "other", "1.0.0", other.lines().toList(), "permissions=paths:/shared"));
        Set<String> effects = new TreeSet<>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            String id = "drawn" + pair;
            Drawn drawn = new Drawn(pair);
            Path first = version(drawn, id, "1.0.0");
            Path second = version(drawn, id, "2.0.0");
            Picture nothing = picture(id);
            JsonNode install = plan(first);
            assertThat(picture(id)).isEqualTo(nothing);
            deploy(first);
            Picture one = picture(id);
            check(install, nothing, one);

            JsonNode upgrade = plan(second);
            assertThat(picture(id)).isEqualTo(one);
            assertThat(upgrade.path("replaces").asString()).isEqualTo("1.0.0");
            deploy(second);
            check(upgrade, one, picture(id));
            for (JsonNode plan : List.of(install, upgrade)) {
                plan.path("changes")
                        .forEach(change -> effects.add(change.path("what").asString() + " "
                                + change.path("effect").asString()));
            }
            host.send(host.api("/applets/" + id + "?data=erase").DELETE());
        }
        assertThat(effects)
                .contains(
                        "route added",
                        "route removed",
                        "route kept",
                        "route changed",
                        "route shadowed",
                        "port added",
                        "port changed",
                        "port removed",
                        "topic added",
                        "topic removed",
                        "permission added",
                        "permission removed",
                        "setting added",
                        "setting removed",
                        "setting changed");
    }

    @Test
    void aPlanWithProblemsShowsBoth() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path jar = Drawn.jar(
                    directory,
                    "hindered",
                    "1.0.0",
                    List.of("handle /x *", "port door " + taken.getLocalPort() + " plain"),
                    "requires=nowhere");
            JsonNode plan = plan(jar);

            assertThat(plan.path("problems")
                            .valueStream()
                            .map(problem -> problem.path("code").asString()))
                    .containsExactlyInAnyOrder("APP-101", "APP-103");
            assertThat(plan.path("changes").toString())
                    .contains("/apps/hindered/x")
                    .contains("door tcp");
        }
        assertThat(host.home().resolve("data/hindered")).doesNotExist();
    }

    @Test
    void aPlanTakesNoConnectionFromAnybody() throws Exception {
        int free = FreePort.find();
        Path one = Drawn.jar(directory, "held", "1.0.0", List.of("port door " + free + " plain"));
        Path two = Drawn.jar(directory, "held", "2.0.0", List.of("port door " + free + " resumes"));
        plan(one);
        deploy(one);
        try (Socket peer = new Socket("127.0.0.1", free)) {
            peer.getOutputStream().write("a\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(peer.getInputStream().read()).isEqualTo('a');
            JsonNode plan = plan(two);
            assertThat(plan.path("restarts").asString()).contains("1 connection");
            assertThat(plan.path("changes").toString()).contains("1 connection left to the version before");
            peer.getOutputStream().write("b\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(peer.getInputStream().readNBytes(2)).isEqualTo("\nb".getBytes(StandardCharsets.US_ASCII));
            assertThat(host.send(host.api("/ports")).body()).contains("\"connections\":1");
        }
    }

    @Test
    void whatIsOpenGoesWhereThePlanSays() throws Exception {
        deploy(TestHost.jar(directory, "ends", "1.0.0", OpenEnds.Earlier.class, OpenEnds.class, OpenEnds.Giving.class));
        Path next = TestHost.jar(directory, "ends", "2.0.0", OpenEnds.Later.class, OpenEnds.class);
        Map<String, Open> open = new TreeMap<>();
        CompletableFuture<HttpResponse<String>> never = new CompletableFuture<>();
        try {
            for (String path : List.of("over", "mute", "late", "gone", "longer")) {
                open.put(
                        "websocket /apps/ends/" + path,
                        new OpenWebSocket(host.host().url(), "/apps/ends/" + path));
            }
            for (String port : List.of("over", "mute", "late", "gone")) {
                open.put("connection port " + port, new OpenLine(port("ends", port)));
            }
            open.put("event stream ", new OpenEvents(host.host().url(), "/res/ends/events"));
            never = host.sendAsync(host.request("/res/ends/never"));
            for (Open one : open.values()) {
                assertThat(one.serves()).isEqualTo("1.0.0");
            }
            Awaitility.await().until(() -> get("/applets/ends").path("requests").asInt() == 2);

            JsonNode plan = plan(next);
            Map<String, String> fates = new TreeMap<>();
            for (JsonNode one : plan.path("open")) {
                assertThat(one.path("count").asInt()).isEqualTo(1);
                fates.put(
                        one.path("kind").asString() + " " + one.path("where").asString(),
                        one.path("fate").asString());
            }
            assertThat(plan.path("restarts").asString())
                    .isEqualTo("2 websockets and 1 event stream and 1 connection closed, to come again;"
                            + " 1 websocket and 1 connection handed over;"
                            + " 1 request and 2 websockets and 2 connections left to 1.0.0");
            assertThat(host.cli("plan", next.toString())).contains("finishes", "1 × websocket", "/apps/ends/late");
            for (Open one : open.values()) {
                assertThat(one.serves()).isEqualTo("1.0.0");
            }

            deploy(next);
            assertThat(fates.remove("request ")).isEqualTo("finishes");
            assertThat(never).isNotDone();
            Map<String, String> happened = new TreeMap<>();
            for (Map.Entry<String, Open> one : open.entrySet()) {
                String fate = fates.getOrDefault(one.getKey(), "forgotten");
                String expected = switch (fate) {
                    case "handed over" -> "2.0.0";
                    case "finishes" -> "1.0.0";
                    default -> "closed";
                };
                Awaitility.await(one.getKey() + " is " + fate)
                        .until(() -> one.getValue().serves().equals(expected));
                happened.put(one.getKey(), fate);
            }
            assertThat(happened).isEqualTo(fates);
            assertThat(new TreeSet<>(fates.values())).containsExactly("closed", "finishes", "handed over");
        } finally {
            never.cancel(true);
            for (Open one : open.values()) {
                one.close();
            }
        }
    }

    @Test
    void annotatedServletsAreForeseen() throws Exception {
        Path jar = dev.hazir.host.CompiledJar.in(directory)
                .applet("noted", "1.0.0", "demo.Main")
                .source("demo.Main", """
                        package demo;
                        public final class Main implements dev.hazir.applet.Applet {
                            public void setup(dev.hazir.applet.AppletContext app) { app.files(); }
                        }
                        """)
                .source("demo.Found", """
                        package demo;
                        @jakarta.servlet.annotation.WebServlet({"/found", "*.found"})
                        public class Found extends jakarta.servlet.http.HttpServlet {}
                        """)
                .write("noted.jar");
        Picture before = picture("noted");
        JsonNode plan = plan(jar);
        assertThat(host.home().resolve("data/noted")).doesNotExist();
        deploy(jar);

        check(plan, before, picture("noted"));
        assertThat(plan.path("changes").toString()).contains("/apps/noted/found");
        assertThat(host.home().resolve("data/noted/files")).exists();
    }

    private static int port(String applet, String name) throws Exception {
        for (JsonNode port : get("/ports")) {
            if (port.path("applet").asString().equals(applet)
                    && port.path("name").asString().equals(name)) {
                return port.path("port").asInt();
            }
        }
        throw new AssertionError("no port " + name);
    }

    private static Path version(Drawn drawn, String id, String version) throws Exception {
        boolean root = drawn.pick(List.of(true, false));
        List<String> lines = new ArrayList<>(drawn.routes(root));
        lines.removeIf(line -> line.startsWith("root /shared ") || line.startsWith("root /shared/a "));
        lines.removeIf(line -> line.startsWith("root /shared/* "));
        for (String name : List.of("door", "gate")) {
            if (drawn.pick(List.of(true, false, true))) {
                lines.add("port " + name + " " + drawn.pick(List.of(0, FreePort.find())) + " plain");
            }
        }
        for (String name : List.of("news", "alarms")) {
            if (drawn.pick(List.of(true, false))) {
                lines.add("topic " + name);
            }
        }
        if (drawn.pick(List.of(true, true, false))) {
            lines.add("settings " + drawn.pick(List.of("small", "large")));
        }
        List<String> permissions = new ArrayList<>(root ? List.of("paths:/shared") : List.of());
        if (drawn.pick(List.of(true, false))) {
            permissions.add("netty");
        }
        return Drawn.jar(directory, id, version, lines, "permissions=" + String.join(",", permissions));
    }

    private static void check(JsonNode plan, Picture before, Picture after) {
        String about = plan + "\n" + before + "\n" + after;
        List<String> routes = new ArrayList<>(before.routes());
        changes(plan, "route", "removed").forEach(routes::remove);
        routes.addAll(changes(plan, "route", "added"));
        for (JsonNode change : plan.path("changes")) {
            if (change.path("what").asString().equals("route")
                    && change.path("effect").asString().equals("changed")) {
                assertThat(routes.remove(change.path("note").asString().substring("was ".length())))
                        .as(about)
                        .isTrue();
                routes.add(change.path("subject").asString());
            }
        }
        assertThat(routes).as(about).containsExactlyInAnyOrderElementsOf(after.routes());
        Set<String> shadowed = new HashSet<>(before.shadowed());
        shadowed.removeAll(changes(plan, "route", "unshadowed"));
        shadowed.removeAll(changes(plan, "route", "removed"));
        for (JsonNode change : plan.path("changes")) {
            if (change.path("effect").asString().equals("changed")) {
                shadowed.remove(change.path("note").asString().replaceFirst("was ", ""));
            }
        }
        shadowed.addAll(changes(plan, "route", "shadowed"));
        assertThat(shadowed).as(about).isEqualTo(after.shadowed());

        Set<String> ports = names(before.ports());
        ports.removeAll(names(changes(plan, "port", "removed")));
        ports.addAll(names(changes(plan, "port", "added")));
        assertThat(ports).as(about).isEqualTo(names(after.ports()));
        changes(plan, "port", "kept")
                .forEach(port -> assertThat(after.ports())
                        .as(about)
                        .anySatisfy(is ->
                                assertThat(before.ports()).contains(is).anyMatch(was -> was.startsWith(word(port)))));

        Map<String, String> settings = new TreeMap<>(before.settings());
        settings.keySet().removeAll(changes(plan, "setting", "removed"));
        Set<String> differ = after.settings().keySet().stream()
                .filter(name -> !Objects.equals(
                        before.settings().get(name), after.settings().get(name)))
                .collect(Collectors.toSet());
        Set<String> told = new HashSet<>(changes(plan, "setting", "added"));
        told.addAll(changes(plan, "setting", "changed"));
        assertThat(told).as(about).isEqualTo(differ);
        settings.keySet().addAll(List.of());
        assertThat(Stream.concat(settings.keySet().stream(), told.stream()).collect(Collectors.toSet()))
                .as(about)
                .isEqualTo(after.settings().keySet());
    }

    private static List<String> changes(JsonNode plan, String what, String effect) {
        return plan.path("changes")
                .valueStream()
                .filter(change -> change.path("what").asString().equals(what)
                        && change.path("effect").asString().equals(effect))
                .map(change -> change.path("subject").asString())
                .toList();
    }

    private static Set<String> names(Iterable<String> ports) {
        Set<String> names = new TreeSet<>();
        ports.forEach(port -> names.add(word(port)));
        return names;
    }

    private static String word(String text) {
        return text.split(" ", -1)[0];
    }

    private static Picture picture(String id) throws Exception {
        List<String> routes = new ArrayList<>();
        Set<String> shadowed = new HashSet<>();
        for (JsonNode route : get("/routes")) {
            String methods =
                    route.path("methods").valueStream().map(JsonNode::asString).collect(Collectors.joining("|"));
            String name = (methods + " ").stripLeading() + route.path("path").asString() + " ("
                    + route.path("kind").asString() + ", "
                    + (route.path("side").asString().equals("loop") ? "event loop" : "worker") + ")";
            routes.add(name);
            if (route.path("state").asString().equals("shadowed")) {
                shadowed.add(name);
            }
        }
        Set<String> ports = new TreeSet<>();
        for (JsonNode port : get("/ports")) {
            if (port.path("applet").asString().equals(id)
                    && !port.path("state").asString().equals("draining")) {
                ports.add(port.path("name").asString() + " " + port.path("port").asInt());
            }
        }
        Map<String, String> settings = new TreeMap<>();
        for (JsonNode setting : get("/applets/" + id + "/settings")) {
            if (setting.has("name")) {
                settings.put(
                        setting.path("name").asString(), setting.path("value").toString());
            }
        }
        return new Picture(routes, shadowed, ports, settings);
    }

    private static JsonNode get(String path) throws Exception {
        return json(host.send(host.api(path)));
    }

    private static JsonNode plan(Path jar) throws Exception {
        HttpResponse<String> answer = post("/applets/plan", jar);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static void deploy(Path jar) throws Exception {
        HttpResponse<String> deployed = post("/applets", jar);
        assertThat(deployed.statusCode()).as(deployed.body()).isBetween(200, 201);
    }

    private static HttpResponse<String> post(String path, Path jar) throws Exception {
        return host.send(host.api(path)
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofByteArray(Files.readAllBytes(jar))));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
