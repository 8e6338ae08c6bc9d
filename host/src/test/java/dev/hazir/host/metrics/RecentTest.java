package dev.hazir.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which requests of a route are kept. */
class RecentTest {

    private static final long APART = Duration.ofMillis(20).toNanos();

    private final Recent recent = new Recent();
    private final long began = System.nanoTime();

    @Test
    void newestFiveAreKeptTheNewestFirst() {
        for (int i = 1; i <= 7; i++) {
            note("/" + i, began + i * APART);
        }

        assertThat(recent.exchanges()).extracting(Recent.Exchange::path).containsExactly("/7", "/6", "/5", "/4", "/3");
    }

    @Test
    void ofManyAtOnceOneIsNoted() {
        note("/first", began + APART);
        note("/second", began + APART + 1);
        note("/late", began + 2 * APART);

        assertThat(recent.exchanges()).extracting(Recent.Exchange::path).containsExactly("/late", "/first");
    }

    private void note(String path, long ended) {
        if (recent.wants(ended)) {
            recent.note(new Recent.Exchange("GET", path, 200, 1, ended));
        }
    }
}
