package dev.hazir.host;

import dev.hazir.host.cli.Cli;
import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.host.Host;
import dev.hazir.host.host.HostOptions;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.store.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A real host on a free port, with jars for it. */
public final class TestHost implements AutoCloseable {

    private final Path home;
    private final Host host;
    private final boolean alone;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestHost(Path home, Host host) {
        this(home, host, false);
    }

    private TestHost(Path home, Host host, boolean alone) {
        this.home = home;
        this.host = host;
        this.alone = alone;
    }

    /** Starts a host on a home of its own, which goes with it. */
    public static TestHost alone() {
        try {
            Path home = Files.createTempDirectory("hazir-home");
            return new TestHost(home, Host.start(options(home, Map.of())), true);
        } catch (Exception e) {
            throw new IllegalStateException("a host of the tests does not start", e);
        }
    }

    public static TestHost start(Path home) throws Exception {
        return start(home, Map.of());
    }

    /** Starts a host with further keys of the configuration. */
    public static TestHost start(Path home, Map<String, String> keys) throws Exception {
        return new TestHost(home, Host.start(options(home, keys)));
    }

    /** Starts a host with environment variables. */
    public static TestHost startIn(Map<String, String> environment, Path home) throws Exception {
        HostOptions real = options(home, Map.of());
        return new TestHost(
                home,
                Host.start(new HostOptions(
                        home, real.config(), environment, real.time(), real.watch(), real.demo(), real.ports())));
    }

    /** Starts a host whose time passes when a test says so. */
    public static TestHost start(Path home, HostTime time, Map<String, String> keys) throws Exception {
        HostOptions real = options(home, keys);
        return new TestHost(
                home,
                Host.start(new HostOptions(
                        home, real.config(), real.environment(), time, real.watch(), real.demo(), real.ports())));
    }

    private static HostOptions options(Path home, Map<String, String> keys) throws ConfigException {
        Map<String, String> flags = new HashMap<>(Map.of("port", "0", "drain", "2s"));
        flags.putAll(keys);
        return HostOptions.of(home, ConfigReader.read(home, Map.of(), flags), Map.of(), List.of());
    }

    public Path home() {
        return home;
    }

    public Host host() {
        return host;
    }

    public String token() {
        return host.token().text();
    }

    /** A request to the REST interface, with the token. */
    public HttpRequest.Builder api(String path) {
        return request("/admin/api/v1" + path).header("authorization", "Bearer " + token());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(host.url() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a verb of the command line prints about this host. */
    public String cli(String... arguments) {
        return verb(arguments).text();
    }

    /** What a verb of the command line left behind; data and progress together. */
    public record Verb(int exit, String text) {}

    public Verb verb(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = new Cli(options -> 0, Map.of("HAZIR_HOME", home.toString()), text, text).run(arguments);
        return new Verb(exit, out.toString(StandardCharsets.UTF_8));
    }

    /** Packs an applet whose classes are those of the tests. */
    public static Path jar(Path directory, String id, String version, Class<?> main, Class<?>... others)
            throws IOException {
        return jar(directory, id, version, "Probe", main, others);
    }

    /** Packs an applet under a name of its own. */
    public static Path jar(Path directory, String id, String version, String name, Class<?> main, Class<?>... others)
            throws IOException {
        Path file = directory.resolve(id + "-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(entry("META-INF/applet.properties"));
            jar.write("id=%s\nname=%s\nversion=%s\nmain=%s\napi=1\n"
                    .formatted(id, name, version, main.getName())
                    .getBytes(StandardCharsets.UTF_8));
            put(jar, main);
            for (Class<?> other : others) {
                put(jar, other);
            }
        }
        return file;
    }

    /** Without the time: the same jar made twice is the same. */
    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        return entry;
    }

    private static void put(JarOutputStream jar, Class<?> type) throws IOException {
        String classFile = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(classFile))) {
            jar.putNextEntry(entry(classFile));
            in.transferTo(jar);
            jar.closeEntry();
        }
    }

    @Override
    public void close() throws Exception {
        host.close();
        if (alone) {
            new Disk().sweep(home);
        }
    }
}
