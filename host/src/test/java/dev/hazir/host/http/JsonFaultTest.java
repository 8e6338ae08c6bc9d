package dev.hazir.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What callers are told about JSON that cannot be read. */
class JsonFaultTest {

    record Order(String what, int count) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"what\":",
                "{\"what\":\"tea\",",
                "[{\"what\":\"tea\"",
                "{\"what\":\"tea}",
                "tea",
                "{\"count\":\"many\"}",
                "{\"count\":[1]}",
                "[1]",
                "\"tea\"",
                "{\"what\":\"tea\",\"count\":1}}"
            })
    void nothingOfTheParserAndOfTheProgramIsShown(String json) {
        assertThat(faultOf(json)).doesNotContain("Source", "REDACTED", "StreamReadFeature", "dev.hazir", "java.");
    }

    @Test
    void theLineAndTheColumnAreNamed() {
        assertThat(faultOf("{\n  \"what\": tea\n}")).contains("tea").contains("at line 2, column ");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(faultOf("{\"what\":\"tea\""))
                .isEqualTo("Unexpected end-of-input: expected close marker for Object (at line 1, column 14)");
    }

    private static String faultOf(String json) {
        JacksonException fault = catchThrowableOfType(
                JacksonException.class,
                () -> JsonMapper.builder()
                        .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build()
                        .readValue(json.getBytes(StandardCharsets.UTF_8), Order.class));
        return JsonFault.of(fault);
    }
}
