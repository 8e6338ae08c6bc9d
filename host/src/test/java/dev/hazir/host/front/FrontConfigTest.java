package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrontConfigTest {

    @Test
    void defaultsAreTheDocumentedOnes() {
        assertThat(FrontConfig.defaults())
                .isEqualTo(new FrontConfig(
                        "127.0.0.1",
                        8899,
                        8 * 1024,
                        16 * 1024,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        20_000));
    }
}
