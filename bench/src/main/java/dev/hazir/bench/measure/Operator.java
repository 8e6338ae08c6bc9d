package dev.hazir.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Who administers the host of a benchmark, through REST. */
final class Operator {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;
    private final String token;

    Operator(BenchHost host) throws IOException {
        this(host.server().url(), host.home().token());
    }

    Operator(URI url, String token) {
        this.api = url.resolve("/admin/api/v1/");
        this.token = token;
    }

    /** Installs or upgrades, and returns when it is done. */
    void deploy(Path jar) throws IOException, InterruptedException {
        send("POST", "applets", BodyPublishers.ofFile(jar));
    }

    String get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    private String send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(api.resolve(path))
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/java-archive")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
