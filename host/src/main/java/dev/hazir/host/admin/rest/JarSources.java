package dev.hazir.host.admin.rest;

import dev.hazir.host.applet.Offered;
import dev.hazir.host.applet.Shelf;
import dev.hazir.host.config.InstallSources;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where jars may be fetched from without sending them: a folder of the host and addresses, both named by the
 * configuration and nothing else. An address that leads elsewhere, also by a redirect, is refused. For threads that may
 * block.
 */
public final class JarSources {

    private static final int MOST_JARS = 200;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InstallSources sources;
    private final Path uploads;

    public JarSources(InstallSources sources, Path uploads) {
        this.sources = sources;
        this.uploads = uploads;
    }

    /** The folder, or empty when none is configured. */
    public String folder() {
        return sources.folder().map(Path::toString).orElse("");
    }

    /** Where addresses may begin. */
    public List<String> urls() {
        return sources.urls().stream().map(URI::toString).toList();
    }

    /** The jars that lie in the folder itself. */
    public List<Folder.Entry> jars() throws IOException {
        return sources.folder().isEmpty()
                ? List.of()
                : new Folder(sources.folder().get())
                        .list(MOST_JARS).files().stream()
                                .filter(file -> isJar(file.path()))
                                .toList();
    }

    /** The latest of the jars in the folder of each applet. */
    public List<Offered> offered(Shelf shelf) throws IOException {
        Path folder = sources.folder().orElse(null);
        return folder == null
                ? List.of()
                : shelf.offered(
                        jars().stream().map(jar -> folder.resolve(jar.path())).toList());
    }

    /** A copy of a jar of the folder. */
    public Upload take(String name) throws IOException, ApiException {
        Path jar = sources.folder().isEmpty() || !isJar(name)
                ? null
                : new Folder(sources.folder().get()).file(name).orElse(null);
        if (jar == null) {
            throw new ApiException(404, "There is no jar '" + name + "' in the folder that jars may be taken from.");
        }
        try (InputStream in = Files.newInputStream(jar)) {
            return Upload.store(in, name, uploads);
        }
    }

    /** A copy of what is at an address. */
    public Upload fetch(String address) throws IOException, ApiException, InterruptedException {
        URI url = allowed(address);
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<InputStream> answer;
            try {
                answer = http.send(
                        HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException e) {
                throw new ApiException(422, url + " cannot be fetched: " + e + ".");
            }
            try (InputStream in = answer.body()) {
                int status = answer.statusCode();
                if (status >= 300 && status < 400 && status != 304) {
                    String next = answer.headers().firstValue("location").orElse("");
                    url = allowed(url.resolve(next).toString());
                } else if (status == 200) {
                    return store(in, url);
                } else {
                    throw new ApiException(422, url + " answers " + status + ".");
                }
            } catch (IllegalArgumentException e) {
                throw new ApiException(422, url + " leads to something that is no address.");
            }
        }
        throw new ApiException(422, address + " leads on and on.");
    }

    /** Takes in what comes, for as long as the host has patience: a server may send nothing for ever. */
    private Upload store(InputStream in, URI url) throws IOException, ApiException {
        String path = url.getPath();
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                () -> {
                    try {
                        in.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS));
        try {
            return Upload.store(in, path.substring(path.lastIndexOf('/') + 1), uploads);
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw new ApiException(422, url + " broke off: " + e.getMessage() + ".");
        } finally {
            limit.cancel(false);
        }
    }

    private URI allowed(String address) throws ApiException {
        if (!sources.allows(address)) {
            throw new ApiException(
                    422,
                    sources.urls().isEmpty()
                            ? "Nothing may be fetched: install.urls of the configuration names no address."
                            : "'" + address + "' may not be fetched. Addresses may begin with "
                                    + String.join(" or ", urls()) + " (install.urls).");
        }
        return URI.create(address);
    }

    private static boolean isJar(String name) {
        return name.endsWith(".jar") && !name.contains("/");
    }
}
