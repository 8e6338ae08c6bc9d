package dev.hazir.host.admin.rest;

import dev.hazir.host.http.JsonFault;
import dev.hazir.host.security.Caller;
import io.netty.handler.codec.http.QueryStringDecoder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A REST call that was routed.
 *
 * @param parameters the values of the path's parameters, in order
 * @param fields those of the query alone: a body is what a call takes it for, whatever type a client gives it
 */
record ApiRequest(HttpServletRequest servlet, List<String> parameters, Map<String, List<String>> fields) {

    private static final int LONGEST_JSON = 1 << 20;

    static ApiRequest of(HttpServletRequest servlet, List<String> parameters) throws ApiException {
        String query = Objects.requireNonNullElse(servlet.getQueryString(), "");
        try {
            return new ApiRequest(servlet, parameters, new QueryStringDecoder(query, false).parameters());
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "The query has a malformed escape.");
        }
    }

    /** Who asks. */
    Caller caller() {
        return Objects.requireNonNull((Caller) servlet.getAttribute(TokenFilter.CALLER), "a call came past the filter");
    }

    /** Who asks, as operations name it. */
    String by() {
        return caller().name();
    }

    /** The only or first parameter of the path. */
    String id() {
        return parameters.get(0);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(fields.get(name)).map(values -> values.get(0));
    }

    /** The value of a query parameter that is one of a few words. */
    String choice(String name, String standard, String... others) throws ApiException {
        String value = query(name).orElse(standard);
        if (!value.equals(standard) && !List.of(others).contains(value)) {
            throw new ApiException(
                    400, name + ": '" + value + "' (expected: " + standard + ", " + String.join(", ", others) + ")");
        }
        return value;
    }

    /** Whether the caller wants to follow the operation itself instead of waiting for its end. */
    boolean async() {
        String prefer = Objects.requireNonNullElse(servlet.getHeader("prefer"), "");
        return query("async").filter(value -> !value.equals("false")).isPresent()
                || List.of(prefer.split("[,;]")).stream()
                        .anyMatch(word -> word.strip().equalsIgnoreCase("respond-async"));
    }

    /** Whether the body says that it is JSON, where it may be something else. */
    boolean sendsJson() {
        return Objects.requireNonNullElse(servlet.getContentType(), "")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/json");
    }

    /** The body as JSON; an empty body is an empty object. */
    JsonNode json() throws IOException, ApiException {
        byte[] body = servlet.getInputStream().readNBytes(LONGEST_JSON + 1);
        if (body.length > LONGEST_JSON) {
            throw new ApiException(413, "The JSON is longer than " + LONGEST_JSON + " bytes.");
        }
        try {
            JsonNode value = body.length == 0
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(body);
            if (!value.isObject()) {
                throw new ApiException(400, "The body must be a JSON object.");
            }
            return value;
        } catch (JacksonException e) {
            throw new ApiException(400, "The body is no JSON: " + JsonFault.of(e));
        }
    }
}
