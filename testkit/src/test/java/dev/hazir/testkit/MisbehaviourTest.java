package dev.hazir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.hazir.testkit.blocking.BlockingApplet;
import dev.hazir.testkit.grumbling.GrumblingApplet;
import dev.hazir.testkit.leaking.LeakingApplet;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Tests of applets that misbehave fail, and say why. */
class MisbehaviourTest {

    @Test
    void aHandlerThatBlocksTheLoopFailsItsTestWithTheLine() {
        assertThat(failureOf(Blocks.class))
                .contains("BlockingApplet.java:", "java.lang.Thread.sleep", "blocking@1.0.0");
    }

    @Test
    void aForgottenThreadFailsItsTestByName() {
        assertThat(failureOf(Leaks.class)).contains("leaking@1.0.0", "forgotten");
    }

    @Test
    void aThreadForgottenByAVersionThatWasReplacedFailsItsTest() {
        assertThat(failureOf(LeaksBeforeAnUpgrade.class)).contains("leaking@1.0.0", "forgotten");
    }

    @Test
    void anUnexpectedErrorInTheLogFailsItsTest() {
        assertThat(failureOf(Grumbles.class)).contains("the coffee is cold");
    }

    @Test
    void anExpectedErrorInTheLogPasses() {
        Events events = run(ExpectsGrumbling.class);
        assertThat(events.failed().count()).isZero();
        assertThat(events.succeeded().count()).isEqualTo(1);
    }

    private static String failureOf(Class<?> testClass) {
        Event failed = run(testClass).failed().stream().findFirst().orElseThrow();
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    @AppletTest(BlockingApplet.class)
    static class Blocks {
        @Test
        void asks(TestHost host) {
            host.web().get("/res/nap").expectStatus(200);
        }
    }

    @AppletTest(LeakingApplet.class)
    static class Leaks {
        @Test
        void asks(TestHost host) {
            host.web().get("/res/hello").expectStatus(200);
        }
    }

    @AppletTest(LeakingApplet.class)
    static class LeaksBeforeAnUpgrade {
        @Test
        void isReplacedByOneThatIsClean(TestHost host) {
            host.upgrade(GrumblingApplet.class);
            host.web().get("/res/grumble").expectStatus(200);
            host.log().expectError("coffee");
        }
    }

    @AppletTest(GrumblingApplet.class)
    static class Grumbles {
        @Test
        void asks(TestHost host) {
            host.web().get("/res/grumble").expectStatus(200);
        }
    }

    @AppletTest(GrumblingApplet.class)
    static class ExpectsGrumbling {
        @Test
        void asks(TestHost host) {
            host.web().get("/res/grumble").expectStatus(200);
            host.log().expectError("coffee");
        }
    }
}
