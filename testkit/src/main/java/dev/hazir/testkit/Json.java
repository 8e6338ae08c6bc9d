package dev.hazir.testkit;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares JSON texts by what they say. Expectations may use single quotes. */
final class Json {

    private static final JsonMapper mapper =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private Json() {}

    /** Whether both texts say the same; 3 and 3.0 are the same number. A text that is no JSON equals nothing. */
    static boolean same(String expected, String actual) {
        JsonNode wanted = mapper.readTree(expected);
        try {
            return wanted.equals(Json::compare, mapper.readTree(actual));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The text as JSON with double quotes. */
    static String strict(String json) {
        return mapper.writeValueAsString(mapper.readTree(json));
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
