package dev.hazir.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hazir.host.lifecycle.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was measured of this run, as plots get it. Time is advanced by hand. */
class HistoryTest {

    private final ManualTime time = new ManualTime();
    private final History history = new History(time);
    private final AtomicInteger second = new AtomicInteger();

    @Test
    void everySecondHasItsValueAndItsTime() {
        measure(5, (figures, n) -> figures.mean("busy", n));

        Columns columns = history.columns(List.of("busy", "unknown"), Span.MINUTES, Duration.ofSeconds(3));

        long now = time.clock().instant().getEpochSecond();
        assertThat(columns.times()).containsExactly(now - 2, now - 1, now);
        assertThat(columns.values()[0]).containsExactly(3, 4, 5);
        assertThat(columns.values()[1]).containsExactly(Float.NaN, Float.NaN, Float.NaN);
        assertThat(history.last("busy")).isEqualTo(5);
    }

    @Test
    void momentHasWhatWasMeasuredInItsSecondAndOneOutsideHasNothing() {
        measure(5, (figures, n) -> figures.mean("busy", n));

        Instant now = time.clock().instant();
        assertThat(history.at("busy", now.minusSeconds(2))).isEqualTo(3);
        assertThat(history.at("busy", now.plusSeconds(1))).isNaN();
        assertThat(history.at("busy", now.minusSeconds(901))).isNaN();
        assertThat(history.at("unknown", now)).isNaN();
    }

    @Test
    void secondHasTheSameTimeWheneverItIsAskedFor() {
        ManualTime late = new ManualTime(Instant.parse("2026-01-01T00:00:00.700Z"));
        History of = new History(late);
        late.advance(Duration.ofSeconds(1));
        of.take(figures -> figures.mean("busy", 1));
        long measured = Instant.parse("2026-01-01T00:00:01Z").getEpochSecond();

        for (int tenths = 0; tenths < 20; tenths++) {
            assertThat(of.at("busy", Instant.ofEpochSecond(measured))).isEqualTo(1);
            assertThat(of.columns(List.of("busy"), Span.MINUTES, Duration.ofSeconds(3))
                            .times())
                    .contains(measured);
            late.advance(Duration.ofMillis(100));
        }

        late.jump(Duration.ofHours(1));
        assertThat(of.at("busy", Instant.ofEpochSecond(measured + 3600))).isEqualTo(1);
    }

    @Test
    void totalThatIsTakenTwiceInASecondLosesNothing() {
        for (long total : List.of(0L, 100L, 150L)) {
            history.take(figures -> figures.rate("in", total));
            time.advance(total == 100 ? Duration.ofMillis(1) : Duration.ofSeconds(1));
        }
        history.take(figures -> figures.rate("in", 200));

        assertThat(history.columns(List.of("in"), Span.MINUTES, Duration.ofSeconds(2))
                        .values()[0])
                .containsExactly(100, 100);
    }

    @Test
    void longerStepsKeepTheMeanOfLevelsAndTheHighestOfPeaks() {
        measure(30, (figures, n) -> {
            figures.mean("level", n % 10);
            figures.peak("peak", n % 10);
        });

        Columns columns = history.columns(List.of("level", "peak"), Span.HOURS, Duration.ofSeconds(20));

        assertThat(columns.step()).isEqualTo(10);
        assertThat(columns.values()[0]).containsExactly(4.5f, 4.5f);
        assertThat(columns.values()[1]).containsExactly(9, 9);
    }

    @Test
    void totalBecomesWhatItGrowsInASecondAndOneThatBeganAnewTellsNothing() {
        measure(4, (figures, n) -> figures.rate("in", n < 3 ? n * 100L : 7));

        Columns columns = history.columns(List.of("in"), Span.MINUTES, Duration.ofSeconds(4));

        assertThat(columns.values()[0]).containsExactly(Float.NaN, 100, Float.NaN, 0);
    }

    @Test
    void totalThatAppearsLaterBeganAtNothing() {
        measure(3, (figures, n) -> {
            if (n == 3) {
                figures.rate("late", 12);
            }
        });

        assertThat(history.last("late")).isEqualTo(12);
    }

    @Test
    void secondsInWhichNothingWasMeasuredHaveNoValue() {
        measure(1, (figures, n) -> figures.mean("a", 1));
        time.advance(Duration.ofSeconds(2));
        measure(1, (figures, n) -> figures.mean("a", 2));

        assertThat(history.columns(List.of("a"), Span.MINUTES, Duration.ofSeconds(4))
                        .values()[0])
                .containsExactly(1, Float.NaN, Float.NaN, 2);
    }

    @Test
    void newestTakeThePlaceOfTheOldest() {
        measure(1_000, (figures, n) -> figures.mean("a", n));

        Columns columns = history.columns(List.of("a"), Span.MINUTES, Duration.ofDays(7));

        assertThat(columns.values()[0]).hasSize(900);
        assertThat(columns.values()[0][0]).isEqualTo(101);
        assertThat(history.most("a", Duration.ofSeconds(10))).isEqualTo(1_000);
        assertThat(history.mean("a", Duration.ofSeconds(4))).isCloseTo(998, within(0.01));
    }

    @Test
    void youngHostPaysLittleAndTooManySeriesAreRefused() {
        measure(10, (figures, n) -> {
            for (int i = 0; i < 400; i++) {
                figures.mean("s" + i, i);
            }
        });

        assertThat(history.names()).hasSize(History.MOST_SERIES);
        assertThat(history.leftOff()).isEqualTo(1_000);
        assertThat(history.bytes()).isLessThan(History.MOST_SERIES * 1_500L);
    }

    @Test
    void figuresOfWhatIsGoneAreForgotten() {
        measure(2, (figures, n) -> {
            figures.mean("port.in/meter/devices", 1);
            figures.mean("port.in/hello/echo", 1);
        });

        history.forget(name -> name.contains("/meter/"));

        assertThat(history.names()).containsExactly("port.in/hello/echo");
    }

    @Test
    void samplerMeasuresEachFullSecondUntilItIsClosedAndSurvivesAFailure() {
        AtomicInteger taken = new AtomicInteger();
        Sampler sampler = new Sampler(time, history, figures -> {
            if (taken.incrementAndGet() == 2) {
                throw new IllegalStateException("once");
            }
        });
        sampler.start();
        time.advance(Duration.ofSeconds(10));
        sampler.close();
        time.advance(Duration.ofSeconds(10));

        assertThat(taken).hasValue(10);
    }

    private interface Measurement {
        void of(Figures figures, int second);
    }

    private void measure(int seconds, Measurement measurement) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            int n = second.incrementAndGet();
            history.take(figures -> measurement.of(figures, n));
        }
    }
}
