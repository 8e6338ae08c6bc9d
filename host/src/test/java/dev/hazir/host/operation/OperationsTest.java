package dev.hazir.host.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations over several runs of a host. */
class OperationsTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("operations.jsonl");
    }

    @Test
    void whatWasDoneIsKnownInTheNextRun() throws Exception {
        try (Operations first = Operations.kept(Clock.systemUTC(), file)) {
            end(first.submit("upgrade", "meter", "anna", operation -> {
                operation.step("checked", "meter 1.4.0");
                operation.end(Operation.State.DONE, "meter 1.4.0 runs.", List.of());
            }));
            end(first.submit("start", "meter", "start", operation -> {}));
            end(first.submit("install", "door", "ops", operation -> {
                throw new RefusedException(new Problem("APP-103", "door", "Port 9100 is used.", "", "Free it."));
            }));
        }
        try (Operations second = Operations.kept(Clock.systemUTC(), file)) {
            Operation next = second.submit("restart", "meter", "ops", operation -> {});
            end(next);

            assertThat(second.all()).extracting(Operation.View::number).containsExactly(4L, 3L, 1L);
            Operation.View upgrade = second.view(1).orElseThrow();
            assertThat(upgrade.message()).isEqualTo("meter 1.4.0 runs.");
            assertThat(upgrade.steps()).extracting(Operation.Step::detail).containsExactly("meter 1.4.0");
            assertThat(second.view(3).orElseThrow().problems().get(0).code()).isEqualTo("APP-103");
            assertThat(second.view(99)).isEmpty();
        }
    }

    @Test
    void whatRanWhenTheHostEndedIsNotRunningAnyMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Operations killed = Operations.kept(Clock.systemUTC(), file)) {
            killed.submit("upgrade", "meter", "anna", operation -> {
                begun.countDown();
                over.await();
            });
            begun.await();
            Files.writeString(file, "{\"number\":", StandardOpenOption.APPEND);
            Path copy = Files.copy(file, directory.resolve("copy.jsonl"));
            try (Operations next = Operations.kept(Clock.systemUTC(), copy)) {
                Operation.View upgrade = next.view(1).orElseThrow();
                assertThat(upgrade.state()).isEqualTo(Operation.State.FAILED);
                assertThat(upgrade.message()).startsWith("The host ended while it ran.");
                assertThat(upgrade.cancellable()).isFalse();
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void longRecordIsShortenedWhenItIsRead() throws Exception {
        try (Operations many = Operations.kept(Clock.systemUTC(), file)) {
            for (int i = 0; i < 600; i++) {
                end(many.submit("restart", "meter", "ops", operation -> {}));
            }
        }
        try (Operations next = Operations.kept(Clock.systemUTC(), file)) {
            assertThat(next.all()).hasSize(200);
            assertThat(next.all().get(0).number()).isEqualTo(600);
        }
        assertThat(Files.readAllLines(file)).hasSize(200);
    }

    @Test
    void whoWaitsForTheEndHearsOfItWhenAllIsDoneAndNoted() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (Operations operations = Operations.kept(Clock.systemUTC(), file)) {
            operations.listen(new Operations.Listener() {
                @Override
                public void begun(Operation.View operation) {}

                @Override
                public void ended(Operation.View operation) {
                    order.add("noted");
                }
            });
            CountDownLatch waited = new CountDownLatch(1);
            Operation remove = operations.submit("remove", "meter", "ops", operation -> {
                waited.await();
                operation.end(Operation.State.DONE, "meter is removed.", List.of());
                order.add("swept");
            });
            remove.ended().thenRun(() -> order.add("heard of"));
            waited.countDown();
            end(remove);
        }
        assertThat(order).containsExactly("swept", "noted", "heard of");
    }

    private static void end(Operation operation) throws Exception {
        operation.ended().toCompletableFuture().get();
    }
}
