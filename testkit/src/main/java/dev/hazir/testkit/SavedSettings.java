package dev.hazir.testkit;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of saving settings. */
public final class SavedSettings {

    private final Timeline timeline;
    private final Operation.View end;

    SavedSettings(Timeline timeline, Operation.View end) {
        this.timeline = timeline;
        this.end = end;
    }

    /** Fails unless the applet uses them, and was not restarted for that. */
    public SavedSettings expectLive() {
        return expect(Effect.LIVE);
    }

    /** Fails unless the applet was restarted with them. A change that it did not take in time does not count. */
    public SavedSettings expectRestart() {
        return expect(Effect.RESTART);
    }

    /**
     * Fails unless they were refused because of this setting.
     *
     * @param setting the record component's name
     * @param text a part of the message
     */
    public SavedSettings expectRefused(String setting, String text) {
        List<Problem> about = end.problems().stream()
                .filter(problem -> SettingsException.settingOf(problem).equals(Optional.of(setting)))
                .toList();
        if (about.stream().noneMatch(problem -> problem.what().contains(text))) {
            throw timeline.failure("expected: '" + setting + "' is refused with '" + text + "'; " + told());
        }
        return this;
    }

    private SavedSettings expect(Effect effect) {
        if (end.state() != Operation.State.DONE || !end.result().equals(effect.word())) {
            throw timeline.failure("expected: the settings are saved with the effect " + effect.word() + "; " + told());
        }
        return this;
    }

    private String told() {
        return "it was: " + end.message()
                + end.problems().stream()
                        .map(problem -> "\n" + problem.what() + " " + problem.why() + " " + problem.fix())
                        .collect(Collectors.joining());
    }
}
