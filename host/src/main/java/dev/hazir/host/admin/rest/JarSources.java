package dev.hazir.host.admin.rest;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Offered;
import dev.hazir.host.applet.Shelf;
import dev.hazir.host.config.InstallSources;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where jars may be fetched from without sending them: a folder of the host and addresses, both named by the
 * configuration and nothing else. An address that leads elsewhere, also by a redirect, is refused. For threads that may
 * block.
 */
public final class JarSources {

    private static final Logger log = LoggerFactory.getLogger(JarSources.class);
    private static final int MOST_FILES = 10_000;
    private static final int MOST_JARS = 200;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InstallSources sources;
    private final Path uploads;

    /**
     * A later version of an applet than the one that is installed.
     *
     * @param jar the name of its file in the folder
     */
    public record Newer(String applet, String installed, String version, String jar) {}

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

    /** The later versions of what is installed that lie in the folder. */
    public List<Newer> newer(Applets applets) throws IOException {
        Map<String, Offered> offers = new HashMap<>();
        offered(applets.shelf()).forEach(offer -> offers.put(offer.applet(), offer));
        List<Newer> newer = new ArrayList<>();
        for (AppletStatus applet : applets.list()) {
            Offered offer = offers.get(applet.id());
            if (offer != null && !applet.version().isEmpty() && Shelf.isLater(offer.version(), applet.version())) {
                newer.add(new Newer(
                        applet.id(),
                        applet.version(),
                        offer.version(),
                        String.valueOf(offer.jar().getFileName())));
            }
        }
        return newer;
    }

    /** A copy of a jar of the folder. */
    public Upload take(String name) throws IOException, ApiException {
        Path folder = sources.folder().orElse(null);
        if (folder == null) {
            throw refused(404, "There is no folder that jars may be taken from. " + toAdd("install.folder"));
        }
        Path jar = isJar(name) ? new Folder(folder).file(name).orElse(null) : null;
        if (jar == null) {
            String others = jars().stream().map(Folder.Entry::path).collect(Collectors.joining(", "));
            throw refused(
                    404,
                    "There is no jar '" + name + "' in " + folder + ". "
                            + (others.isEmpty() ? "No jar lies there." : "There are: " + others + "."));
        }
        if (!Files.isReadable(jar)) {
            throw refused(422, jar + " may not be read by the host. Let its user read it.");
        }
        try (InputStream in = Files.newInputStream(jar)) {
            requireSize(Files.size(jar), jar.toString());
            return store(in, name, jar.toString());
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
            HttpResponse<InputStream> answer = ask(http, url);
            try (InputStream in = answer.body()) {
                int status = answer.statusCode();
                if (status >= 300 && status < 400 && status != 304) {
                    String next = answer.headers().firstValue("location").orElse("");
                    url = allowed(url.resolve(next).toString());
                } else if (status == 200) {
                    requireSize(
                            answer.headers().firstValueAsLong("content-length").orElse(0), url.toString());
                    return receive(in, url);
                } else {
                    throw refused(422, url + " answers " + status + ". Look whether the jar is still there.");
                }
            } catch (IllegalArgumentException e) {
                throw refused(422, url + " leads to something that is no address.");
            }
        }
        throw refused(422, address + " leads on and on.");
    }

    private static HttpResponse<InputStream> ask(HttpClient http, URI url) throws ApiException, InterruptedException {
        try {
            return http.send(
                    HttpRequest.newBuilder(url).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw refused(
                    422,
                    url + " cannot be fetched: " + reason(e)
                            + ". Look whether the address is right and can be reached from this machine.");
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer came in time";
        }
        if (failure instanceof ConnectException) {
            return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                            .anyMatch(UnresolvedAddressException.class::isInstance)
                    ? "nobody knows a machine of this name"
                    : "nothing answers there";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Takes in what comes, for as long as the host has patience: a server may send nothing for ever. */
    private Upload receive(InputStream in, URI url) throws IOException, ApiException {
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
            return store(in, path.substring(path.lastIndexOf('/') + 1), url.toString());
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw refused(422, url + " broke off: " + e.getMessage() + ". Try again.");
        } finally {
            limit.cancel(false);
        }
    }

    /** What says itself that it is too large need not be read. */
    private static void requireSize(long bytes, String from) throws ApiException {
        if (bytes > Upload.LARGEST) {
            throw refused(413, from + ": " + Upload.TOO_LARGE);
        }
    }

    private Upload store(InputStream in, String name, String from) throws IOException, ApiException {
        Upload upload;
        try {
            upload = Upload.store(in, name, uploads);
        } catch (ApiException e) {
            throw refused(e.status() == 413 ? 413 : 422, from + ": " + e.getMessage());
        }
        log.info("{} was taken: {} bytes, SHA-256 {}", from, upload.bytes(), upload.digest());
        return upload;
    }

    private URI allowed(String address) throws ApiException {
        if (!sources.allows(address)) {
            throw refused(
                    422,
                    sources.urls().isEmpty()
                            ? "Nothing may be fetched from an address. " + toAdd("install.urls")
                            : "'" + address + "' may not be fetched. Addresses may begin with "
                                    + String.join(" or ", urls()) + ". " + toAdd("install.urls"));
        }
        return URI.create(address);
    }

    /** What to do about a place that the configuration does not name. */
    private static String toAdd(String key) {
        return "Places are named under Settings, Sources, by hazir sources add, or by " + key
                + " in the configuration, and hold from the next start of the host on.";
    }

    private static ApiException refused(int status, String detail) {
        return new ApiException(status, detail, "refused", null, List.of());
    }

    private static boolean isJar(String name) {
        return name.endsWith(".jar") && !name.contains("/");
    }
}
