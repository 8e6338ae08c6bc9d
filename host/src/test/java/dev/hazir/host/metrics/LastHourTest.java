package dev.hazir.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastHourTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LastHour hour = new LastHour();
    private final Hits hits = new Hits();

    @Test
    void whatIsOlderThanAnHourCountsNoMore() {
        answer(10, 400);
        passes(0, 30);
        answer(5, 1);
        passes(35, 55);
        assertThat(hour.of(hits, 59 * MINUTE).count()).isEqualTo(15);

        passes(60, 60);
        assertThat(hour.of(hits, 61 * MINUTE).count()).isEqualTo(5);
        assertThat(hour.of(hits, 61 * MINUTE).p95()).isLessThan(Duration.ofMillis(2));

        passes(65, 90);
        assertThat(hour.of(hits, 94 * MINUTE).count()).isEqualTo(5);
        passes(95, 95);
        assertThat(hour.of(hits, 95 * MINUTE).count()).isZero();
        assertThat(hour.of(hits, 95 * MINUTE).p95()).isNull();
    }

    @Test
    void routeOfANewVersionCountsFromItsBeginning() {
        answer(3, 1);

        assertThat(hour.of(hits, 500 * MINUTE).count()).isEqualTo(3);
    }

    @Test
    void routesThatAreGoneAreForgotten() {
        answer(3, 1);
        passes(0, 60);
        hour.note(List.of(), 65 * MINUTE);

        assertThat(hour.of(hits, 65 * MINUTE).count()).isEqualTo(3);
    }

    private void answer(int times, long millis) {
        for (int i = 0; i < times; i++) {
            hits.answered(200, Duration.ofMillis(millis).toNanos());
        }
    }

    private void passes(int from, int to) {
        for (int minute = from; minute <= to; minute += 5) {
            hour.note(List.of(hits), minute * MINUTE);
        }
    }
}
