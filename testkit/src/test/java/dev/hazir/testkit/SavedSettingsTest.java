package dev.hazir.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.testkit.counter.CounterApplet;
import org.junit.jupiter.api.Test;

/** Settings that are saved in tests of applets. */
@AppletTest(CounterApplet.class)
class SavedSettingsTest {

    @Test
    void aChangeIsTakenWhileTheAppletRuns(TestHost host) {
        host.saveSettings("title=Plant 7").expectLive();
        host.web().get("/res/settings").expectJson("{'title':'Plant 7','step':1}");
    }

    @Test
    void aSettingThatNeedsARestartRestartsIt(TestHost host) {
        SavedSettings saved = host.saveSettings("step=3", "title=Plant 8").expectRestart();
        host.web().get("/res/settings").expectJson("{'title':'Plant 8','step':3}");
        assertThatThrownBy(saved::expectLive).hasMessageContainingAll("with the effect live", "was restarted");
    }

    @Test
    void aRefusedValueIsNamed(TestHost host) {
        SavedSettings refused = host.saveSettings("title=").expectRefused("title", "expected some text");
        assertThatThrownBy(() -> refused.expectRefused("step", "x")).hasMessageContaining("'title' of counter");
        host.saveSettings("step=many").expectRefused("step", "'many' is no whole number");
        host.web().get("/res/settings").expectJson("{'title':'Counter','step':1}");
    }

    @Test
    void aLineThatIsNoSettingIsTold(TestHost host) {
        assertThatThrownBy(() -> host.saveSettings("title"))
                .hasMessageContaining("setting: 'title' (expected: name=value)");
    }
}
