package dev.hazir.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** How long requests take, as operators see it. */
class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void nothingCountedHasNoQuantile() {
        assertThat(latencies.count()).isZero();
        assertThat(Latencies.quantile(latencies.counts(), 0.95)).isNaN();
    }

    @Test
    void quantileIsTheLengthThatTheShareDidNotExceed() {
        for (int i = 0; i < 95; i++) {
            latencies.add(1_000_000);
        }
        for (int i = 0; i < 5; i++) {
            latencies.add(340_000_000);
        }

        assertThat(latencies.count()).isEqualTo(100);
        assertThat(Latencies.quantile(latencies.counts(), 0.50)).isCloseTo(0.001, within(0.000_15));
        assertThat(Latencies.quantile(latencies.counts(), 0.95)).isCloseTo(0.001, within(0.000_15));
        assertThat(Latencies.quantile(latencies.counts(), 0.96)).isCloseTo(0.340, within(0.045));
    }

    @Test
    void differenceTellsOfTheTimeBetweenAlsoWhenCountingBeganAnew() {
        latencies.add(1_000_000);
        long[] before = latencies.counts();
        latencies.add(500_000_000);

        assertThat(Latencies.quantile(Latencies.since(before, latencies.counts()), 0.5))
                .isGreaterThan(0.4);
        Latencies fresh = new Latencies();
        fresh.add(2_000_000);
        assertThat(Latencies.since(latencies.counts(), fresh.counts())).containsExactly(fresh.counts());
    }

    @Property
    void anyLengthIsKeptToAnEighth(@ForAll @LongRange(min = 1L << 16, max = 60_000_000_000L) long nanos) {
        Latencies one = new Latencies();
        one.add(nanos);

        assertThat(Latencies.quantile(one.counts(), 0.5)).isCloseTo(nanos / 1e9, within(nanos / 7.99e9));
    }

    @Property
    void noLengthIsRefused(@ForAll long nanos) {
        Latencies one = new Latencies();
        one.add(nanos);

        assertThat(one.count()).isEqualTo(1);
    }
}
