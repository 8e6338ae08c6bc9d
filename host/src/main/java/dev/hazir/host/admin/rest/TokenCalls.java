package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.TokenJson;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.ApiToken;
import dev.hazir.host.security.ApiTokens;
import dev.hazir.host.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls about tokens of programs. */
final class TokenCalls {

    private static final int LONGEST_DAYS = 3_650;

    private final Access access;

    /**
     * A token that was just made.
     *
     * @param secret what the program shows; no other answer ever has it
     */
    record Made(TokenJson token, String secret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "token " + token.name();
        }
    }

    TokenCalls(Access access) {
        this.access = access;
    }

    ApiResponse list(ApiRequest request) {
        return ApiResponse.ok(access.tokens().list().stream().map(this::json).toList());
    }

    ApiResponse make(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        String name = PeopleCalls.text(body, "name").orElse("");
        access.audit().about(name);
        ApiTokens.Made made =
                access.tokens().make(new ApiTokens.Wish(name, role(body), applets(body), lasts(body)), request.by());
        return new ApiResponse(
                201,
                new Made(json(made.token()), made.secret()),
                "/admin/api/v1/tokens/" + made.token().id());
    }

    ApiResponse revoke(ApiRequest request) throws Exception {
        return ApiResponse.ok(json(access.tokens().revoke(request.id())));
    }

    private TokenJson json(ApiToken token) {
        return TokenJson.of(token, access.tokens().expired(token));
    }

    private static Role role(JsonNode body) throws ApiException {
        String word = PeopleCalls.text(body, "role").orElse("viewer");
        return Role.of(word)
                .orElseThrow(() -> new ApiException(400, "role: '" + word + "' (expected: viewer, operator or admin)"));
    }

    private static List<String> applets(JsonNode body) throws ApiException {
        List<String> ids = new ArrayList<>();
        JsonNode applets = body.path("applets");
        if (!applets.isMissingNode() && !applets.isNull() && !applets.isArray()) {
            throw new ApiException(400, "applets: " + applets + " (expected: a list of ids such as [\"meter\"])");
        }
        for (JsonNode id : applets) {
            if (!id.isString() || id.asString().isBlank()) {
                throw new ApiException(400, "applets: " + id + " (expected: an id such as \"meter\")");
            }
            ids.add(id.asString());
        }
        return ids;
    }

    private static @Nullable Duration lasts(JsonNode body) throws ApiException {
        JsonNode days = body.path("days");
        if (days.isMissingNode() || days.isNull()) {
            return null;
        }
        if (!days.isIntegralNumber() || days.asLong() < 1 || days.asLong() > LONGEST_DAYS) {
            throw new ApiException(400, "days: " + days + " (expected: 1 to " + LONGEST_DAYS + ", or null for ever)");
        }
        return Duration.ofDays(days.asLong());
    }
}
