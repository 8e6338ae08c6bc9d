package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST door of a host, and plain requests to its applets. */
final class Rest {

    private static final JsonMapper json = new JsonMapper();
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;
    private final String token;

    Rest(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** An answer of the host. */
    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            return json.readTree(text);
        }

        /** The codes of the problems that a refusal names. */
        List<String> codes() {
            return json().path("problems")
                    .valueStream()
                    .map(problem -> problem.path("code").asString())
                    .toList();
        }
    }

    /** Asks an applet, without the operator's token. */
    Answer get(String path) {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    /** Posts to an applet, without the operator's token. */
    Answer post(String path, String body, String contentType) {
        return send(HttpRequest.newBuilder(url.resolve(path))
                .header("content-type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Asks the administration; the path is relative to {@code /admin/api/v1/}. */
    Answer admin(String method, String path) {
        return admin(method, path, BodyPublishers.noBody());
    }

    Answer admin(String method, String path, BodyPublisher body) {
        return admin(method, path, body, "application/java-archive");
    }

    /** Puts JSON to the administration. */
    Answer put(String path, String json) {
        return json("PUT", path, json);
    }

    /** Sends JSON to the administration. */
    Answer json(String method, String path, String json) {
        return admin(method, path, BodyPublishers.ofString(json), "application/json");
    }

    /** Sends a jar and returns whatever is answered. */
    Answer offer(Path jar) {
        try {
            return admin("POST", "applets", BodyPublishers.ofFile(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer admin(String method, String path, BodyPublisher body, String contentType) {
        return send(HttpRequest.newBuilder(url.resolve("/admin/api/v1/" + path))
                .header("authorization", "Bearer " + token)
                .header("content-type", contentType)
                .method(method, body));
    }

    /** Installs or upgrades from a jar; returns the applet when it is live. */
    JsonNode deploy(Path jar) {
        return done(offer(jar));
    }

    /** Does something to an applet and returns when it is done. */
    JsonNode act(String method, String path) {
        return done(admin(method, path));
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.text().isEmpty() ? json.nullNode() : answer.json();
    }

    /** The applet as the list shows it. */
    Optional<JsonNode> applet(String id) {
        for (JsonNode applet : admin("GET", "applets").json()) {
            if (applet.path("id").asString("").equals(id)) {
                return Optional.of(applet);
            }
        }
        return Optional.empty();
    }

    /** The state and version of an applet, such as {@code live 1.0.0}, or {@code absent}. */
    String standing(String id) {
        return applet(id)
                .map(applet -> applet.path("state").asString("") + " "
                        + applet.path("version").asString(""))
                .orElse("absent");
    }

    /** Why an applet stands as it does. */
    String reason(String id) {
        return applet(id).map(applet -> applet.path("reason").asString("")).orElse("");
    }

    /** The number a port listens on. */
    int port(String applet, String name) {
        for (JsonNode port : admin("GET", "ports").json()) {
            if (port.path("applet").asString("").equals(applet)
                    && port.path("name").asString("").equals(name)) {
                return port.path("port").asInt();
            }
        }
        throw new AssertionError("no port " + name + " of " + applet + " in "
                + admin("GET", "ports").text());
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Patience.LIMIT).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
