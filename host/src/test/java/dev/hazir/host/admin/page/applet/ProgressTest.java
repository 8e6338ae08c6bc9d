package dev.hazir.host.admin.page.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.admin.page.applet.Progress.Standing;
import dev.hazir.host.admin.page.applet.Progress.Step;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Operation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far an operation is. */
class ProgressTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Operation.Step CHECKED = new Operation.Step("checked", "probe", Duration.ofMillis(200));
    private static final Operation.Step BACKED_UP = new Operation.Step("backed up", "a.zip", Duration.ofMillis(300));

    @Test
    void stepUnderWayHasItsPlaceAndTheTimeItTakesSoFar() {
        Operation.View upgrade = view(2, "upgrade", State.RUNNING, CHECKED, BACKED_UP);

        Progress progress = Progress.of(upgrade, List.of(upgrade), START.plusMillis(1_700));

        assertThat(progress.steps())
                .containsExactly(
                        new Step(Standing.DONE, "checked", "probe", Duration.ofMillis(200)),
                        new Step(Standing.DONE, "backed up", "a.zip", Duration.ofMillis(300)),
                        new Step(Standing.NOW, "rehearsed", "", Duration.ofMillis(1_200)),
                        new Step(Standing.LATER, "prepared", "", null),
                        new Step(Standing.LATER, "switched", "", null));
        assertThat(progress.at()).isEqualTo(3);
        assertThat(progress.done()).isEqualTo(2);
    }

    @Test
    void operationThatWaitsForAnotherNamesIt() {
        Operation.View first = view(1, "restart", State.RUNNING);
        Operation.View second = view(2, "upgrade", State.RUNNING);

        Progress progress = Progress.of(second, List.of(second, first), START);

        assertThat(progress.waitsFor()).isEqualTo(1);
        assertThat(progress.at()).isZero();
        assertThat(progress.steps()).extracting(Step::standing).containsOnly(Standing.LATER);
    }

    @Test
    void failedOperationTellsWhatWasNotDone() {
        Operation.View failed = view(2, "upgrade", State.ROLLED_BACK, CHECKED);

        Progress progress = Progress.of(failed, List.of(failed), START);

        assertThat(progress.steps())
                .extracting(Step::standing)
                .containsExactly(Standing.DONE, Standing.LATER, Standing.LATER, Standing.LATER);
        assertThat(progress.at()).isZero();
    }

    @Test
    void stepsOfAnUnknownKindAreThoseThatWereDone() {
        Operation.View backup = view(2, "backup", State.RUNNING, BACKED_UP);

        assertThat(Progress.of(backup, List.of(backup), START).steps()).hasSize(1);
    }

    private static Operation.View view(long number, String kind, State state, Operation.Step... steps) {
        return new Operation.View(
                number, kind, "probe", "test", state, START, null, List.of(steps), "", "", List.of(), false);
    }
}
