package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ConfigDesk;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.admin.view.NetworkDesk;
import dev.hazir.host.tls.TlsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The calls about how the host is reached, and its certificate. */
final class NetworkCalls {

    private final AdminSources sources;

    NetworkCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse show(ApiRequest request) {
        return ApiResponse.ok(desk().show());
    }

    /** Keys of the configuration with their values, as they stand in its file. */
    ApiResponse change(ApiRequest request) throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : request.json().properties()) {
            if (!entry.getValue().isString()) {
                throw new ApiException(400, entry.getKey() + ": " + entry.getValue() + " (expected: a text)");
            }
            values.put(entry.getKey(), entry.getValue().asString());
        }
        try {
            desk().change(values);
        } catch (ConfigDesk.RefusedChange e) {
            throw new ApiException(409, String.valueOf(e.getMessage()));
        }
        return ApiResponse.ok(desk().show());
    }

    ApiResponse make(ApiRequest request) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode name : request.json().path("names")) {
            names.add(name.asString(""));
        }
        if (names.stream().anyMatch(String::isBlank)) {
            throw new ApiException(400, "names: one is empty (expected: names and addresses)");
        }
        return carriedOut(() -> desk().make(names));
    }

    ApiResponse use(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        String certificate = PeopleCalls.text(body, "certificate").orElse("");
        String key = PeopleCalls.text(body, "key").orElse("");
        return carriedOut(() -> desk().use(certificate, key));
    }

    ApiResponse reload(ApiRequest request) throws Exception {
        return carriedOut(() -> {
            desk().reload();
            return desk().show();
        });
    }

    /** Without the key. */
    ApiResponse download(ApiRequest request) throws Exception {
        String text = desk().credentials()
                .orElseThrow(() -> new ApiException(404, "There is no certificate."))
                .publicText();
        return ApiResponse.ok(Download.text("hazir.pem", "application/x-pem-file", text));
    }

    private interface Act {
        Object carryOut() throws Exception;
    }

    private static ApiResponse carriedOut(Act act) throws Exception {
        try {
            return ApiResponse.ok(act.carryOut());
        } catch (TlsException e) {
            throw new ApiException(409, String.valueOf(e.getMessage()));
        }
    }

    private NetworkDesk desk() {
        return new NetworkDesk(sources.network(), sources.time().clock());
    }
}
