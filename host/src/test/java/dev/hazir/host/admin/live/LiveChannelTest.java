package dev.hazir.host.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that take long are made less often. */
class LiveChannelTest {

    @ParameterizedTest
    @CsvSource({"0, 1000", "3, 1000", "10, 1000", "15, 1500", "20, 2000", "400, 2000"})
    void onePageTakesAHundredthOfAProcessorAsLongAsItStaysFresh(long took, long period) {
        assertThat(LiveChannel.periodFor(Duration.ofMillis(took))).isEqualTo(Duration.ofMillis(period));
    }
}
