package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ConfigDesk;
import dev.hazir.host.admin.view.SourcesDesk;
import dev.hazir.host.security.TrustedSigners;
import dev.hazir.host.store.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The calls about where jars come from, and whose are taken without asking. */
final class SourceCalls {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NAME = 300;

    private final AdminSources sources;
    private final SourcesDesk desk;
    private final JarSources places;

    /**
     * What lies in the folder that jars may be taken from.
     *
     * @param folder empty when there is none
     */
    record Jars(String folder, List<Folder.Entry> jars) {}

    SourceCalls(AdminSources sources) {
        this.sources = sources;
        this.places = new JarSources(sources.jarSources(), sources.uploads());
        this.desk = new SourcesDesk(sources);
    }

    ApiResponse show(ApiRequest request) {
        return ApiResponse.ok(desk.show());
    }

    ApiResponse check(ApiRequest request) {
        return ApiResponse.ok(desk.check());
    }

    ApiResponse jars(ApiRequest request) throws IOException {
        return ApiResponse.ok(new Jars(places.folder(), places.jars()));
    }

    ApiResponse newer(ApiRequest request) throws IOException {
        return ApiResponse.ok(places.newer(sources.applets()));
    }

    /** What is not named stays as it is. */
    ApiResponse change(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        Map<String, String> values = new LinkedHashMap<>();
        if (body.has("folder")) {
            values.put(SourcesDesk.FOLDER, PeopleCalls.text(body, "folder").orElse(""));
        }
        if (body.has("urls")) {
            values.put(SourcesDesk.URLS, String.join(", ", urls(body.path("urls"))));
        }
        if (values.isEmpty()) {
            throw new ApiException(400, "Give a folder, urls or both.");
        }
        try {
            desk.change(values);
        } catch (ConfigDesk.RefusedChange e) {
            throw new ApiException(409, String.valueOf(e.getMessage()));
        }
        return ApiResponse.ok(desk.show());
    }

    ApiResponse trust(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        String fingerprint = PeopleCalls.text(body, "fingerprint")
                .orElse("")
                .replace(":", "")
                .toLowerCase(Locale.ROOT);
        String name = PeopleCalls.text(body, "name").orElse("").strip();
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new ApiException(
                    400, "fingerprint: '" + fingerprint + "' (expected: SHA-256 of a certificate, 64 hex digits)");
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ApiException(400, "name: (expected: the name in the certificate)");
        }
        TrustedSigners signers = sources.access().signers();
        sources.access().audit().about(name + " " + fingerprint);
        boolean known = signers.trusts(fingerprint);
        signers.remember(fingerprint, name, request.by());
        TrustedSigners.Signer signer = signers.list().stream()
                .filter(one -> one.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> new ApiException(409, "This signer was forgotten meanwhile."));
        return new ApiResponse(known ? 200 : 201, signer, "/admin/api/v1/sources/signers/" + fingerprint);
    }

    ApiResponse forget(ApiRequest request) throws Exception {
        if (!sources.access().signers().forget(request.id())) {
            throw new ApiException(404, "No signer with the fingerprint " + request.id() + " is trusted.");
        }
        return ApiResponse.ok(Map.of("forgotten", request.id()));
    }

    private static List<String> urls(JsonNode given) throws ApiException {
        List<String> urls = new ArrayList<>();
        boolean fits = given.isArray() || given.isNull();
        for (JsonNode url : given) {
            fits &= url.isString() && !url.asString().contains(",");
            urls.add(url.asString(""));
        }
        if (!fits) {
            throw new ApiException(400, "urls: " + given + " (expected: a list of addresses without commas)");
        }
        return urls;
    }
}
