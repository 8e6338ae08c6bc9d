package dev.hazir.testkit;

import java.util.List;
import java.util.stream.Collectors;

/** An upgrade that was made: the new version answers; requests the old one had begun may still be open. */
public final class Upgrade {

    private final Timeline timeline;
    private final List<WaitingAnswer> before;

    Upgrade(Timeline timeline, List<WaitingAnswer> before) {
        this.timeline = timeline;
        this.before = before;
    }

    /**
     * Fails unless each request of this test that was open when the upgrade began gets its answer from the old version,
     * within 30 s each, with a status below 500. Also fails when none was open: then the test would prove nothing.
     * Requests that wait for the applet's clock need the test to advance it first.
     */
    public Upgrade expectOpenRequestsFinished() {
        if (before.isEmpty()) {
            throw timeline.failure("no request was open when the upgrade began "
                    + "(expected: at least one; begin it with host.web().getLater(…) and upgrade before its answer)");
        }
        String failed = before.stream()
                .map(WaitingAnswer::answer)
                .filter(answer -> answer.status() >= 500)
                .map(WebAnswer::account)
                .collect(Collectors.joining("\n"));
        if (!failed.isEmpty()) {
            throw timeline.failure("requests that were open when the upgrade began have failed:\n" + failed);
        }
        return this;
    }
}
