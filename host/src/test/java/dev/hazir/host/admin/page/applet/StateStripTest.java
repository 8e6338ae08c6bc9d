package dev.hazir.host.admin.page.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hazir.host.admin.view.LastDay;
import dev.hazir.host.applet.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateStripTest {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

    @Test
    void dayIsToldWithWhatEndedIt() {
        StateStrip strip = day(List.of(
                run("2.0.0", 60, null, ""),
                run("1.0.0", 240, 120L, "stopped: Disabled by an operator."),
                run("1.0.0", 3_000, 300L, "the host stopped")));

        assertThat(strip.spans())
                .extracting(StateStrip.Span::state)
                .containsExactly("live", "off", "live", "disabled", "live");
        assertThat(strip.spans().get(0).x()).isZero();
        assertThat(strip.spans().get(0).width()).isEqualTo(1_140);
        assertThat(strip.spans().get(3).width()).isEqualTo(60);
        assertThat(strip.running()).isCloseTo((1_140 + 120 + 60) / 1_440.0, within(1e-9));
    }

    @Test
    void failedStartIsAStateOnlyWhereNothingElseRan() {
        assertThat(day(List.of(run("1.0.0", 100, null, ""), run("2.0.0", 50, 50L, "It needs ledger.")))
                        .spans())
                .extracting(StateStrip.Span::state)
                .containsExactly("live");
        assertThat(day(List.of(
                                run("1.0.0", 50, 50L, "Setting 'port' of meter: no."),
                                run("1.0.0", 100, 60L, "the host stopped")))
                        .spans())
                .extracting(StateStrip.Span::state)
                .containsExactly("live", "off", "failed");
    }

    @Test
    void upgradesDoNotInterruptIt() {
        StateStrip strip = day(List.of(run("2.0.0", 10, null, ""), run("1.0.0", 100, 10L, "replaced by 2.0.0")));

        assertThat(strip.spans()).extracting(StateStrip.Span::what).containsExactly("1.0.0", "2.0.0");
        assertThat(strip.running()).isEqualTo(1);
    }

    @Test
    void nothingIsKnownOfWhatNeverRanOrLongAgo() {
        assertThat(day(List.of()).spans()).isEmpty();
        StateStrip unknown = day(List.of(run("1.0.0", 3_000, null, "the host ended without a word")));
        assertThat(unknown.spans()).extracting(StateStrip.Span::state).containsExactly("off");
        assertThat(unknown.running()).isZero();
    }

    private static StateStrip day(List<Run> runs) {
        return StateStrip.of(LastDay.of(runs, NOW), NOW);
    }

    private static Run run(String version, long minutesAgo, @Nullable Long until, String end) {
        return new Run(
                version,
                NOW.minus(Duration.ofMinutes(minutesAgo)),
                until == null ? null : NOW.minus(Duration.ofMinutes(until)),
                end);
    }
}
