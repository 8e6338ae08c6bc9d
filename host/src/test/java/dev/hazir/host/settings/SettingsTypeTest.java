package dev.hazir.host.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hazir.applet.AppletRef;
import dev.hazir.applet.DataSize;
import dev.hazir.applet.HostPort;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.Label;
import dev.hazir.applet.NeedsRestart;
import dev.hazir.applet.TopicRef;
import dev.hazir.host.operation.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
            new SettingsType<>("my-meter", All.class, () -> JsonMapper.builder().build());

    @Test
    void withoutAnythingTheDefaultsHold() {
        assertThat(type.bind(Map.of(), Map.of()).value()).isEqualTo(new All());
    }

    record OfTheApi(
            @Min(1_000) DataSize cache, HostPort server, AppletRef ledger, TopicRef alarms, List<HostPort> peers) {
        public OfTheApi() {
            this(
                    DataSize.ofKilobytes(64),
                    new HostPort("localhost", 502),
                    new AppletRef("ledger"),
                    new TopicRef("meter", "readings"),
                    List.of());
        }
    }

    private final SettingsType<OfTheApi> ofTheApi =
            new SettingsType<>("api", OfTheApi.class, () -> JsonMapper.builder().build());

    @Test
    void typesOfTheApiAreOneTextWhereverTheyComeFrom() {
        OfTheApi bound = ofTheApi.bind(
                        Map.of("cache", 2_000, "server", "[fe80::1]:80", "peers", List.of("a:1", "b.example:2")),
                        Map.of("HAZIR_API_ALARMS", "ledger/a/b", "HAZIR_API_LEDGER", "books"))
                .value();

        assertThat(bound.toString())
                .isEqualTo("OfTheApi[cache=2 kB, server=[fe80::1]:80, ledger=books, alarms=ledger/a/b,"
                        + " peers=[a:1, b.example:2]]");
        assertThat(ofTheApi.bind(Map.of(), Map.of()).settings())
                .extracting(setting -> setting.value())
                .containsExactly("64 kB", "localhost:502", "ledger", "meter/readings", List.of());
        assertThat(Stream.of("0", "1 B", "10 MB", "1.5 GB", "64 MiB", "1500 kB")
                        .map(DataSize::parse)
                        .map(DataSize::bytes))
                .containsExactly(0L, 1L, 10_000_000L, 1_500_000_000L, 64L << 20, 1_500_000L);
        assertThat(Stream.of(0L, 999L, 1_000L, 1_024L, 1_500_000L, 64L << 20)
                        .map(DataSize::ofBytes)
                        .map(DataSize::toString))
                .containsExactly("0 B", "999 B", "1 kB", "1 KiB", "1500 kB", "64 MiB");
    }

    @Test
    void whatIsNoValueOfATypeOfTheApiIsTold() {
        Map<String, String> wrong = new HashMap<>();
        for (String text : List.of("ten", "-1 B", "1 XB", "1 iB", "0.5 B", "999999999 TB")) {
            wrong.put("cache=" + text, "'" + text + "' is no amount of data such as '10 MB'");
        }
        for (String text : List.of("", "host", "host:", ":80", "host:0", "host:70000", "a b:1", "::1:80", "h/x:1")) {
            wrong.put("server=" + text, "'" + text + "' is no host and port");
        }
        wrong.put("ledger=Ledger!", "is no id of an applet");
        wrong.put("alarms=meter", "is no topic");
        wrong.put("alarms=meter/", "is no topic");
        wrong.put("cache=999 B", "must be greater than or equal to 1000 (it is 999 B)");
        wrong.forEach((given, message) -> assertThatThrownBy(
                        () -> ofTheApi.bind(Map.of(given.split("=", 2)[0], given.split("=", 2)[1]), Map.of()))
                .as(given)
                .hasMessageContaining(message));
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

    record Changing(String title, @NeedsRestart int port, List<Part> parts, Optional<Mode> mode) {
        record Part(String name, @NeedsRestart int number) {}

        Changing() {
            this("", 1, List.of(), Optional.empty());
        }
    }

    @Test
    void aSettingNeedsARestartWhenItOrAPartOfItSaysSo() {
        SettingsType<Changing> changing = new SettingsType<>("my-meter", Changing.class, JsonMapper::shared);
        assertThat(changing.bind(Map.of(), Map.of()).settings())
                .extracting(Setting::name, Setting::applies)
                .containsExactly(
                        tuple("title", Effect.LIVE),
                        tuple("port", Effect.RESTART),
                        tuple("parts", Effect.RESTART),
                        tuple("mode", Effect.LIVE));
        assertThat(changing.differing(
                        new Changing(),
                        new Changing("", 1, List.of(new Changing.Part("a", 1)), Optional.of(Mode.FAST))))
                .containsExactly("parts", "mode");
    }

    @Test
    void whatAnEarlierHostHasToldOfASettingIsUnderstood() {
        Setting now = type.bind(Map.of(), Map.of()).settings().get(0);
        String told = JsonMapper.shared().writeValueAsString(now).replaceFirst(",\"applies\":\"[a-z]+\"", "");
        assertThat(told).doesNotContain("applies");
        assertThat(JsonMapper.shared().readValue(told, Setting.class)).isEqualTo(now.applying(Effect.RESTART));
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
