package dev.hazir.host.admin.page.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a form says of saving before anything was typed: only what can be changed in it counts. */
class SettingsFormTest {

    private static final Setting PORT = setting("port", "default", Effect.RESTART);
    private static final Setting LOCKED_PORT = setting("port", "env", Effect.RESTART);
    private static final Setting TITLE = setting("title", "saved", Effect.LIVE);

    @Test
    void onlyWhatCanBeChangedDecidesWhatSavingDoes() {
        assertThat(SettingsForm.effect(List.of(PORT, TITLE))).isEqualTo("mixed");
        assertThat(SettingsForm.effect(List.of(PORT))).isEqualTo("restart");
        assertThat(SettingsForm.effect(List.of(TITLE))).isEqualTo("live");
        assertThat(SettingsForm.effect(List.of(LOCKED_PORT, TITLE))).isEqualTo("live");
        assertThat(SettingsForm.effect(List.of())).isEqualTo("none");
    }

    private static Setting setting(String name, String source, Effect applies) {
        Shape text = new Shape(Shape.Kind.TEXT, false, false, List.of(), null, null, 0, null, 1, null, List.of());
        return new Setting(name, name, "", "String", "x", source, false, "x", text, applies);
    }
}
