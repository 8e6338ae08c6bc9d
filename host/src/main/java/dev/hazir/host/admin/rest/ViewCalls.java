package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.health.Facts;
import dev.hazir.host.admin.health.WhyJson;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ExplanationJson;
import dev.hazir.host.admin.view.RouteJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that only look. */
final class ViewCalls {

    private final AdminSources sources;

    ViewCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse routes(ApiRequest request) {
        return ApiResponse.ok(RouteJson.listing(sources.routes().table(), sources.traffic()));
    }

    ApiResponse explain(ApiRequest request) throws IOException, ApiException {
        JsonNode question = request.json();
        String method = question.path("method").asString("GET").toUpperCase(Locale.ROOT);
        String target = question.path("path").asString("");
        try {
            return ApiResponse.ok(ExplanationJson.of(sources, method, target));
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "path: '" + target + "'. " + e.getMessage());
        }
    }

    ApiResponse ports(ApiRequest request) {
        return ApiResponse.ok(sources.ports().get());
    }

    ApiResponse why(ApiRequest request) {
        return ApiResponse.ok(WhyJson.of(Facts.of(sources)));
    }

    ApiResponse description(ApiRequest request) throws IOException {
        return ApiResponse.ok(openApi());
    }

    /** The hand-kept OpenAPI description. */
    static JsonNode openApi() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ViewCalls.class.getResourceAsStream("openapi.json"), "openapi.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
