package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host with an applet that does what applets should not, and somebody who is signed in. */
final class SlowHost implements AutoCloseable {

    private static final String SOURCE = """
            package demo;
            import dev.hazir.applet.*;
            import dev.hazir.applet.topic.Topic;
            import java.time.Duration;
            public final class Slow implements Applet {
                private volatile boolean over;
                public void setup(AppletContext app) {
                    Topic<String> news = app.topic("news", String.class);
                    app.loop().resource("/sleep", request -> {
                        Thread.sleep(300);
                        return Thread.currentThread().getName();
                    });
                    app.loop().resource("/locked", request -> {
                        java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
                        Thread hog = new Thread(() -> {
                            synchronized (news) {
                                held.countDown();
                                java.util.concurrent.locks.LockSupport.parkNanos(400_000_000);
                            }
                        }, "hog");
                        hog.start();
                        held.await();
                        synchronized (news) {
                            return "got it";
                        }
                    });
                    app.loop().resource("/wait", request -> news.next(Duration.ofSeconds(20)));
                    app.web().resource("/work", request -> "worked");
                    app.loop().lines("flood", 0, peer -> line -> {
                        for (int i = 0; i < 3_000; i++) {
                            peer.send("x".repeat(4_000));
                        }
                    });
                    app.loop().lines("devices", 0, peer -> news::publish);
                    news.subscribe(app.scope(), message -> {});
                }
                public void started() {
                    Thread poller = new Thread(() -> {
                        while (!over) {
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    }, "poller-1");
                    poller.setDaemon(true);
                    poller.start();
                }
                public void stopping() {
                    over = true;
                }
            }
            """;

    final TestHost host;
    final OperatorBrowser operator;

    SlowHost(Path directory) throws Exception {
        // What blocks is not moved away by itself: a test may have to try again until the machine lets it block for
        // long.
        host = TestHost.start(directory.resolve("home"), Map.of("loop.offenders", "report"));
        operator = new OperatorBrowser(host).signIn();
        Path jar = CompiledJar.in(directory)
                .applet("slow", "1.0.0", "demo.Slow", "name=Slow things")
                .source("demo.Slow", SOURCE)
                .write("slow.jar");
        HttpResponse<String> installed = host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)));
        assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
    }

    /** Sends lines to a port and waits for its end. */
    void send(String port, String text) throws Exception {
        try (Socket client = new Socket("127.0.0.1", port(port))) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }
    }

    int port(String name) {
        return host.host().ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow()
                .port();
    }

    /** What a REST call answers. */
    JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(host.send(host.api(path)).body());
    }

    @Override
    public void close() throws Exception {
        host.close();
    }
}
