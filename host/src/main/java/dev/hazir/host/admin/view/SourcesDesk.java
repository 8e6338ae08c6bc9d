package dev.hazir.host.admin.view;

import dev.hazir.host.admin.view.SourcesJson.OfApplet;
import dev.hazir.host.admin.view.SourcesJson.Place;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Signature;
import dev.hazir.host.config.InstallSources;
import dev.hazir.host.store.DiskException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Shows and changes where jars come from, and whose are taken without asking. On workers. */
public final class SourcesDesk {

    public static final String FOLDER = "install.folder";
    public static final String URLS = "install.urls";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AdminSources sources;

    public SourcesDesk(AdminSources sources) {
        this.sources = sources;
    }

    /** As it is, without looking whether the places are there. */
    public SourcesJson show() {
        List<Place> places = new ArrayList<>();
        configured().folder().ifPresent(folder -> places.add(new Place(folder.toString(), "folder", null, "")));
        configured().urls().forEach(url -> places.add(new Place(url.toString(), "url", null, "")));
        return with(places);
    }

    /** Looks whether all places are there, at once and not for long. */
    public SourcesJson check() {
        List<Place> places = new ArrayList<>();
        configured().folder().ifPresent(folder -> places.add(looked(folder)));
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        List<CompletableFuture<Place>> asked =
                configured().urls().stream().map(url -> ask(http, url)).toList();
        asked.forEach(answer -> places.add(answer.join()));
        return with(places);
    }

    /** What the file says of a key, and what sets it otherwise. */
    public ConfigDesk config() {
        return new ConfigDesk(sources.network(), List.of(FOLDER, URLS));
    }

    /**
     * Changes the places in the file of the configuration; they hold from the next start on.
     *
     * @param values by key; an empty one takes the place out
     */
    public void change(Map<String, String> values) throws ConfigDesk.RefusedChange, DiskException {
        Map<String, String> kept = new LinkedHashMap<>(values);
        kept.computeIfPresent(URLS, (key, urls) -> String.join(", ", list(urls)));
        ConfigDesk config = config();
        config.write(config.differing(kept));
    }

    /** Addresses as people write them. */
    public static List<String> list(String urls) {
        return Arrays.stream(urls.split("[,\\s]+"))
                .filter(url -> !url.isEmpty())
                .toList();
    }

    private InstallSources configured() {
        return sources.jarSources();
    }

    private SourcesJson with(List<Place> places) {
        ConfigDesk config = config();
        return new SourcesJson(
                places,
                next(config, FOLDER),
                list(next(config, URLS)),
                config.pending(),
                sources.access().signers().list(),
                sources.applets().list().stream()
                        .filter(applet -> !applet.versions().isEmpty())
                        .map(this::signed)
                        .toList());
    }

    /** What holds from the next start on: the file, unless something else sets the key. */
    private String next(ConfigDesk config, String key) {
        if (config.setElsewhere(key).isEmpty()) {
            return config.inFile(key);
        }
        return key.equals(FOLDER)
                ? configured().folder().map(Path::toString).orElse("")
                : String.join(
                        ", ", configured().urls().stream().map(URI::toString).toList());
    }

    private OfApplet signed(AppletStatus applet) {
        Signature signature = sources.applets().shelf().signature(applet.id());
        return new OfApplet(applet.id(), signature.signer(), signature.fingerprint());
    }

    private static Place looked(Path folder) {
        return new Place(folder.toString(), "folder", Files.isReadable(folder) && Files.isDirectory(folder), "");
    }

    private static CompletableFuture<Place> ask(HttpClient http, URI url) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> new Place(url.toString(), "url", true, Integer.toString(answer.statusCode())))
                .exceptionally(failure -> new Place(url.toString(), "url", false, reason(failure)));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
