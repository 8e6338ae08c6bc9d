package dev.hazir.leakgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class LeakGateTest {

    @Test
    void aLostBufferFailsItsTestClass() {
        Event lost = run(LosesABuffer.class).containerEvents().failed().stream()
                .findFirst()
                .orElseThrow();
        Throwable failure = lost.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        assertThat(failure).hasMessageContaining("LosesABuffer").hasMessageContaining("LEAK: ByteBuf");
    }

    @Test
    void aReleasedBufferPasses() {
        EngineExecutionResults results = run(ReleasesItsBuffer.class);
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(results.containerEvents().failed().count()).isZero();
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(selectClass(testClass))
                .execute();
    }

    static class LosesABuffer {
        @Test
        void allocates() {
            ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
            assertThat(buffer.refCnt()).isEqualTo(1);
        }
    }

    static class ReleasesItsBuffer {
        @Test
        void allocatesAndReleases() {
            ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
            assertThat(buffer.release()).isTrue();
        }
    }
}
