package dev.hazir.host.admin.page.settings;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.Signature;
import dev.hazir.host.store.DiskException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where jars come from, and whose are taken without asking. */
final class SourcesPage {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AdminSources sources;

    /**
     * A place that jars may be fetched from.
     *
     * @param folder whether it is a folder of the machine
     * @param reached whether it was there when looked for, or null when nobody has looked
     * @param answer what it said
     */
    public record Place(
            String address, boolean folder, @Nullable Boolean reached, String answer) {}

    /** Who signed the version of an applet that is installed. */
    public record OfApplet(String id, Signature signature) {}

    SourcesPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        List<Place> places = new ArrayList<>();
        sources.jarSources().folder().ifPresent(folder -> places.add(new Place(folder.toString(), true, null, "")));
        sources.jarSources().urls().forEach(url -> places.add(new Place(url.toString(), false, null, "")));
        return page(places);
    }

    /** Looks whether all are there, at once and not for long. */
    PageAnswer check(PageRequest request) {
        List<Place> places = new ArrayList<>();
        sources.jarSources().folder().ifPresent(folder -> {
            boolean there = Files.isReadable(folder) && Files.isDirectory(folder);
            places.add(new Place(folder.toString(), true, there, ""));
        });
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        List<CompletableFuture<Place>> asked =
                sources.jarSources().urls().stream().map(url -> ask(http, url)).toList();
        asked.forEach(answer -> places.add(answer.join()));
        return page(places);
    }

    PageAnswer forget(PageRequest request) throws ApiException, DiskException {
        if (!sources.access().signers().forget(request.id())) {
            throw new ApiException(404, "This signer is not trusted any more.");
        }
        return PageAnswer.to("/admin/settings/sources");
    }

    private static CompletableFuture<Place> ask(HttpClient http, URI url) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> new Place(url.toString(), false, true, Integer.toString(answer.statusCode())))
                .exceptionally(failure -> new Place(url.toString(), false, false, reason(failure)));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private PageAnswer page(List<Place> places) {
        Map<String, Object> model = new HashMap<>();
        model.put("places", places);
        model.put("signers", sources.access().signers().list());
        model.put(
                "applets",
                sources.applets().list().stream()
                        .filter(applet -> !applet.versions().isEmpty())
                        .map(applet -> new OfApplet(
                                applet.id(), sources.applets().shelf().signature(applet.id())))
                        .toList());
        return PageAnswer.view("settings/sources", model);
    }
}
