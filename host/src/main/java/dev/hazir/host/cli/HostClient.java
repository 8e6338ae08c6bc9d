package dev.hazir.host.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the running host of a home directory, which it finds through the files in {@code run/}. */
final class HostClient {

    /**
     * An answer of the host.
     *
     * @param effect what saving settings does or has done, where it says so; empty otherwise
     * @param overruling the environment variables that win over what would be saved, where it says so; empty otherwise
     */
    record Answer(int status, JsonNode body, String effect, String overruling) {

        boolean ok() {
            return status < 400;
        }
    }

    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIME = Duration.ofMinutes(5);
    /** For a jar that the host takes from elsewhere first. */
    private static final Duration FETCH_TIME = Duration.ofMinutes(12);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path home;
    private final URI api;
    private final String token;
    private final HttpClient http;

    private HostClient(Path home, URI api, String token, String certificate) {
        this.home = home;
        this.api = api;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIME);
        this.http = certificate.isEmpty()
                ? builder.build()
                : builder.sslContext(OwnCertificate.context(certificate)).build();
    }

    /**
     * Finds the host of a home directory.
     *
     * @throws CliException when none runs there
     */
    static HostClient of(Path home) throws CliException {
        Path run = home.resolve("run");
        try {
            JsonNode host = JSON.readTree(Files.readString(run.resolve("host.json")));
            String token = Files.readString(run.resolve("token")).strip();
            return new HostClient(
                    home,
                    URI.create(host.path("adminUrl").asString(host.path("url").asString()))
                            .resolve("/admin/api/v1"),
                    token,
                    host.path("certificate").asString(""));
        } catch (NoSuchFileException e) {
            throw notReachable(home, "There is no " + e.getFile() + ".");
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw notReachable(home, String.valueOf(e.getMessage()));
        }
    }

    Answer get(String path) throws CliException {
        return send(request(path).GET());
    }

    /** What is no JSON. */
    String text(String path) throws CliException {
        try {
            HttpResponse<String> response = http.send(request(path).GET().build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CliException(Exit.FAILED, "The host answered " + response.statusCode() + " for " + path);
            }
            return response.body();
        } catch (IOException e) {
            throw notReachable(home, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted.");
        }
    }

    Answer delete(String path) throws CliException {
        return send(request(path).DELETE());
    }

    /** Sends a JSON value. */
    Answer send(String method, String path, Object value) throws CliException {
        return send(json(method, path, value));
    }

    /** Sends a JSON value that the host may have long to do with before it answers. */
    Answer sendPatiently(String method, String path, Object value) throws CliException {
        return send(json(method, path, value).timeout(FETCH_TIME));
    }

    /** Sends a jar. */
    Answer upload(String path, Path jar) throws CliException {
        try {
            BodyPublisher body = BodyPublishers.ofFile(jar);
            return send(request(path)
                    .header("content-type", "application/java-archive")
                    .header("content-disposition", "attachment; filename=\"" + name(jar) + "\"")
                    .POST(body));
        } catch (FileNotFoundException e) {
            throw new CliException(Exit.USAGE, "There is no file " + jar + ".");
        }
    }

    /** Writes what is at a path to a file, which is there when all of it has come. */
    void download(String path, Path file) throws CliException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            HttpResponse<Path> response = http.send(request(path).GET().build(), BodyHandlers.ofFile(part));
            if (response.statusCode() != 200) {
                throw new CliException(Exit.FAILED, "The host answered " + response.statusCode() + " for " + path);
            }
            Files.move(part, file);
        } catch (IOException e) {
            throw new CliException(Exit.FAILED, file + " cannot be written: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted.");
        } finally {
            deletePart(part);
        }
    }

    private static void deletePart(Path part) throws CliException {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new CliException(Exit.FAILED, part + " cannot be deleted: " + reason(e));
        }
    }

    /** The file's name as a header can carry it. */
    private static String name(Path jar) {
        return String.valueOf(jar.getFileName()).replaceAll("[^A-Za-z0-9._+-]", "_");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(ANSWER_TIME)
                .header("user-agent", "hazir-cli")
                .header("authorization", "Bearer " + token)
                .header("accept", "application/json, application/problem+json");
    }

    private HttpRequest.Builder json(String method, String path, Object value) {
        return request(path)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(value)));
    }

    private Answer send(HttpRequest.Builder request) throws CliException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String text = response.body();
            return new Answer(
                    response.statusCode(),
                    text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text),
                    response.headers().firstValue("hazir-effect").orElse(""),
                    response.headers().firstValue("hazir-overruled-by").orElse(""));
        } catch (JacksonException e) {
            throw new CliException(
                    Exit.NOT_REACHABLE,
                    "What answers at " + api + " is not a Hazir host.\nDo: look for another program on its port");
        } catch (IOException e) {
            throw notReachable(home, api.getAuthority() + ": " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted.");
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? "no connection (" + e.getClass().getSimpleName() + ")" : message;
    }

    private static CliException notReachable(Path home, String reason) {
        return new CliException(
                Exit.NOT_REACHABLE,
                "No host can be reached for the home directory " + home + ". " + reason + "\nDo: hazir start --home "
                        + home + "    or name another home directory with --home");
    }
}
