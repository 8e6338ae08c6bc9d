package dev.hazir.host.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class RecordsTest {

    enum Fate {
        KEEP,
        ERASE
    }

    record Part(String name, @Nullable Instant at) {
        Part {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a part has no name");
            }
        }
    }

    record Whole(
            String id,
            boolean enabled,
            int crashes,
            long change,
            @Nullable Fate fate,
            List<Part> parts,
            Map<String, Part> named,
            Map<String, @Nullable Object> values) {}

    private static final Whole WHOLE = new Whole(
            "meter ä \"1\"\n",
            true,
            3,
            5_000_000_000L,
            Fate.ERASE,
            List.of(new Part("a", Instant.parse("2026-11-28T10:11:36.456817644Z")), new Part("b", null)),
            Map.of("c", new Part("c", null)),
            values());

    private static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("text", "x");
        values.put("small", 7);
        values.put("large", 5_000_000_000L);
        values.put("half", 0.5);
        values.put("flag", false);
        values.put("nothing", null);
        values.put("list", Arrays.asList(1, null, Map.of("deep", List.of("y"))));
        return values;
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Records.read(Records.write(WHOLE), Whole.class)).isEqualTo(WHOLE);
        assertThat(Records.readAll(Records.write(Map.of("one", WHOLE)), Whole.class))
                .isEqualTo(Map.of("one", WHOLE));
    }

    @Test
    void itIsTheJsonThatJacksonReadsAndWrites() {
        JsonMapper jackson = JsonMapper.shared();
        assertThat(jackson.readValue(Records.write(WHOLE), Whole.class)).isEqualTo(WHOLE);
        assertThat(Records.read(jackson.writeValueAsBytes(WHOLE), Whole.class)).isEqualTo(WHOLE);
    }

    @Test
    void whatARecordDoesNotKnowIsLeftOutAndWhatIsNotThereIsNothing() {
        assertThat(read("{\"id\":\"x\",\"later\":{\"more\":[1,2]}}"))
                .isEqualTo(new Whole("x", false, 0, 0, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{\"id\":\"x\"",
                "{\"id\":\"x\"} {}",
                "{\"id\":",
                "{\"id\":7}",
                "{\"enabled\":\"yes\"}",
                "{\"crashes\":5000000000}",
                "{\"crashes\":1.5}",
                "{\"fate\":\"BURY\"}",
                "{\"parts\":{}}",
                "{\"parts\":[[]]}",
                "{\"parts\":[{\"name\":\"\"}]}",
                "{\"parts\":[{\"name\":\"a\",\"at\":\"yesterday\"}]}",
                "{\"named\":{\"c\":[]}}"
            })
    void whatDoesNotFitIsRefused(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(JacksonException.class);
    }

    @Test
    void aRefusalSaysWhatTheRecordSays() {
        assertThatThrownBy(() -> read("{\"parts\":[{\"name\":\"\"}]}")).hasMessageContaining("a part has no name");
    }

    private static Whole read(String content) {
        return Records.read(content.getBytes(StandardCharsets.UTF_8), Whole.class);
    }
}
