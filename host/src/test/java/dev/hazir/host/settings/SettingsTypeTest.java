package dev.hazir.host.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.applet.Invalid;
import dev.hazir.applet.Label;
import dev.hazir.host.operation.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SettingsTypeTest {

    enum Mode {
        FAST,
        CAREFUL
    }

    record Limits(int low, int high) {}

    record All(
            @Label("Device port") @Min(1024) @Max(65535) int port,
            String title,
            boolean on,
            double factor,
            Mode mode,
            Duration pause,
            URI home,
            Optional<String> note,
            List<String> names,
            Set<Mode> modes,
            Limits limits) {
        public All() {
            this(
                    7007,
                    "Meters",
                    true,
                    1.5,
                    Mode.FAST,
                    Duration.ofSeconds(30),
                    URI.create("http://localhost/"),
                    Optional.empty(),
                    List.of("a"),
                    Set.of(Mode.FAST),
                    new Limits(1, 2));
        }

        public All {
            if (limits.low() > limits.high()) {
                throw Invalid.of("limits", "low must not be above high");
            }
        }
    }

    private final SettingsType<All> type =
            new SettingsType<>("my-meter", All.class, JsonMapper.builder().build());

    @Test
    void withoutAnythingTheDefaultsHold() {
        assertThat(type.bind(Map.of(), Map.of()).value()).isEqualTo(new All());
    }

    @Test
    void savedValuesOfEveryTypeAreBound() {
        All all = type.bind(
                        Map.of(
                                "port",
                                8000,
                                "title",
                                "T",
                                "on",
                                false,
                                "factor",
                                2,
                                "mode",
                                "CAREFUL",
                                "pause",
                                "5 min",
                                "home",
                                "http://example.org/",
                                "note",
                                "n",
                                "names",
                                List.of("x", "y"),
                                "limits",
                                Map.of("low", 3, "high", 4)),
                        Map.of())
                .value();
        assertThat(all)
                .isEqualTo(new All(
                        8000,
                        "T",
                        false,
                        2,
                        Mode.CAREFUL,
                        Duration.ofMinutes(5),
                        URI.create("http://example.org/"),
                        Optional.of("n"),
                        List.of("x", "y"),
                        Set.of(Mode.FAST),
                        new Limits(3, 4)));
    }

    @Test
    void theEnvironmentBeatsWhatWasSavedAndIsNamedAsSource() {
        SettingsType.Bound<All> bound = type.bind(
                Map.of("port", 8000, "names", List.of("s")),
                Map.of(
                        "HAZIR_MY_METER_PORT",
                        "9000",
                        "HAZIR_MY_METER_NAMES",
                        "a, b",
                        "HAZIR_MY_METER_PAUSE",
                        "250 ms"));
        assertThat(bound.value().port()).isEqualTo(9000);
        assertThat(bound.value().names()).containsExactly("a", "b");
        assertThat(bound.value().pause()).isEqualTo(Duration.ofMillis(250));
        assertThat(bound.settings())
                .filteredOn(setting -> setting.name().equals("port"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.label()).isEqualTo("Device port");
                    assertThat(setting.source()).isEqualTo("env");
                });
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> type.bind(Map.of("port", 80, "mode", "WILD", "pause", "soon", "tilte", "x"), Map.of()))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::what)
                                .anySatisfy(what ->
                                        assertThat(what).contains("'port'").contains("1024"))
                                .anySatisfy(what ->
                                        assertThat(what).contains("'mode'").contains("FAST"))
                                .anySatisfy(what ->
                                        assertThat(what).contains("'pause'").contains("30 s"))
                                .anySatisfy(what -> assertThat(what).contains("'tilte'")));
    }

    @Test
    void aRuleAcrossSettingsNamesItsSetting() {
        assertThatThrownBy(() -> type.bind(Map.of("limits", Map.of("low", 5, "high", 4)), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'limits'")
                .hasMessageContaining("low must not be above high");
    }
}
