package dev.hazir.host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A web server that hosts fetch jars from: below {@code /jars} those they may have, and beside it what they may not. */
public final class JarRepository implements AutoCloseable {

    private final HttpServer server;

    private JarRepository(HttpServer server) {
        this.server = server;
    }

    /** Serves one jar as {@code /jars/probe.jar}, and much that is none. */
    public static JarRepository serving(Path jar) throws IOException {
        JarRepository repository =
                new JarRepository(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        repository.answer("/jars/probe.jar", 200, Files.readAllBytes(jar));
        repository.answer("/jars/page.jar", 200, "<html>Sign in".getBytes(StandardCharsets.UTF_8));
        repository.answer("/jars/empty.jar", 200, new byte[0]);
        repository.answer("/jars/missing.jar", 404, new byte[0]);
        repository.lead("/jars/moved.jar", "probe.jar");
        repository.lead("/jars/away.jar", repository.url() + "/secret/token");
        repository.lead("/jars/circle.jar", "circle.jar");
        repository.answer("/secret/token", 200, "secret".getBytes(StandardCharsets.UTF_8));
        repository.server.createContext("/jars/endless.jar", exchange -> {
            exchange.sendResponseHeaders(200, 2L << 30);
            // The head leaves with the first bytes of the content.
            exchange.getResponseBody().write("PK".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        repository.server.start();
        return repository;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Serves a further jar. */
    public void add(String path, Path jar) throws IOException {
        answer(path, 200, Files.readAllBytes(jar));
    }

    private void answer(String path, int status, byte[] content) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private void lead(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
