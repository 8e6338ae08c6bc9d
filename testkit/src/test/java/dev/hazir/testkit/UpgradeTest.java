package dev.hazir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.testkit.counter.CounterApplet;
import dev.hazir.testkit.successor.BrokenCounter;
import dev.hazir.testkit.successor.SecondCounter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Upgrades in tests of applets. */
@AppletTest(CounterApplet.class)
class UpgradeTest {

    @Test
    void requestsOpenBeforeAreAnsweredAndTheNextVersionServes(TestHost host) {
        WaitingAnswer poll = host.web().getLater("/res/next").stillOpen();
        WaitingAnswer slow = host.web().getLater("/res/slow").stillOpen();
        Upgrade upgrade = host.upgrade(SecondCounter.class);
        host.web().get("/res/version").expectText("second, 2.0.0");
        slow.stillOpen();
        host.clock().advance(Duration.ofSeconds(10));
        upgrade.expectOpenRequestsFinished();
        poll.answer().expectStatus(204);
        slow.answer().expectJson("'slow'");
        try (LineClient device = host.lines("devices")) {
            device.send("m1").expect("OK");
        }
    }

    @Test
    @WithSettings("title=Plant 7")
    void theSameClassTakesAnotherNumberAndKeepsItsSettings(TestHost host) {
        host.web().get("/res/number").expectText("1.0.0");
        host.upgrade("1.0.1");
        host.web().get("/res/number").expectText("1.0.1");
        host.upgrade(CounterApplet.class, "1.2.0");
        host.web().get("/res/number").expectText("1.2.0");
        host.web().get("/res/settings").expectJson("{'title':'Plant 7','step':1}");
    }

    @Test
    void anUpgradeThatIsRefusedFailsWithItsProblemsAndTheOldVersionServes(TestHost host) {
        assertThatThrownBy(() -> host.upgrade(BrokenCounter.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("upgrade counter to 2.0.0", "/res/counter/twice");
        host.web().get("/res/number").expectText("1.0.0");
    }

    @Test
    void anUpgradeThatFailedAnOpenRequestFailsTheTest(TestHost host) {
        WaitingAnswer doomed = host.web().getLater("/res/doomed").stillOpen();
        Upgrade upgrade = host.upgrade("1.0.1");
        host.clock().advance(Duration.ofSeconds(10));
        assertThatThrownBy(upgrade::expectOpenRequestsFinished)
                .hasMessageContainingAll("have failed", "GET /res/counter/doomed", "500");
        assertThat(doomed.answer().status()).isEqualTo(500);
        host.log().expectError("doomed");
    }

    @Test
    void anUpgradeWithoutOpenRequestsProvesNothing(TestHost host) {
        host.web().get("/res/settings");
        Upgrade upgrade = host.upgrade("1.0.1");
        assertThatThrownBy(upgrade::expectOpenRequestsFinished).hasMessageContaining("no request was open");
    }
}
