package dev.hazir.host.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void itIsMadeWhenItIsFirstAskedForAndOnlyThen() {
        Once<Integer> once = new Once<>(made::incrementAndGet);
        assertThat(once.isMade()).isFalse();
        assertThat(made).hasValue(0);
        assertThat(IntStream.range(0, 64).parallel().map(i -> once.get()).distinct())
                .containsExactly(1);
        assertThat(once.isMade()).isTrue();
    }

    @Test
    void itIsTriedAgainWhenMakingItFailed() {
        Once<Integer> once = new Once<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
            return made.get();
        });
        assertThatThrownBy(once::get).hasMessage("not now");
        assertThat(once.get()).isEqualTo(2);
    }
}
