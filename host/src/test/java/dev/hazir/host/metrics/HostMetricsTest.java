package dev.hazir.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see. */
class HostMetricsTest {

    private final HostMetrics metrics = new HostMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void requestsAreCountedByAppletSideAndClassOfStatus() {
        metrics.web("meter").answered(200, TimeUnit.MILLISECONDS.toNanos(3), 10, 1000);
        metrics.web("meter").answered(201, TimeUnit.MILLISECONDS.toNanos(3), 5, 0);
        metrics.web("meter").answered(404, 1, 0, 0);
        metrics.loop("meter").answered(0, 1, 0, 0);

        assertThat(metrics.scrape())
                .contains("hazir_requests_seconds_count{applet=\"meter\",side=\"web\",status=\"2xx\"} 2")
                .contains("hazir_requests_seconds_count{applet=\"meter\",side=\"web\",status=\"4xx\"} 1")
                .contains("hazir_requests_seconds_count{applet=\"meter\",side=\"loop\",status=\"gone\"} 1")
                .contains("hazir_request_bytes_total{applet=\"meter\",direction=\"received\",side=\"web\"} 15.0")
                .contains("hazir_request_bytes_total{applet=\"meter\",direction=\"sent\",side=\"web\"} 1000.0");
    }

    @Test
    void latencyHasBuckets() {
        metrics.loop("meter").answered(200, TimeUnit.MILLISECONDS.toNanos(7), 0, 0);

        assertThat(metrics.scrape())
                .contains("{applet=\"meter\",side=\"loop\",status=\"2xx\",le=\"0.005\"} 0")
                .contains("{applet=\"meter\",side=\"loop\",status=\"2xx\",le=\"0.01\"} 1");
    }

    @Test
    void metersOfARemovedAppletAreGone() {
        metrics.web("meter").answered(200, 1, 1, 1);
        metrics.loop("meter").answered(200, 1, 1, 1);
        metrics.loop("hello").answered(200, 1, 1, 1);

        metrics.forget("meter");

        assertThat(metrics.scrape()).doesNotContain("\"meter\"").contains("\"hello\"");
    }

    @Test
    void appletThatComesBackIsCountedFromZero() {
        metrics.web("meter").answered(200, 1, 1, 1);
        metrics.forget("meter");

        metrics.web("meter").answered(200, 1, 1, 1);

        assertThat(metrics.scrape())
                .contains("hazir_requests_seconds_count{applet=\"meter\",side=\"web\",status=\"2xx\"} 1");
    }

    @Test
    void hostShowsItsOwnFigures() {
        metrics.workers(() -> 3, () -> 1, () -> 256);
        metrics.connections(() -> 7);
        metrics.loopLag("1", () -> 0.25);

        assertThat(metrics.scrape())
                .contains("hazir_workers_busy 3.0")
                .contains("hazir_workers_queued 1.0")
                .contains("hazir_workers_limit 256.0")
                .contains("hazir_connections 7.0")
                .contains("hazir_loop_lag_seconds{loop=\"1\"} 0.25")
                .contains("jvm_memory_used_bytes");
    }
}
