package dev.hazir.host.applet;

import static dev.hazir.host.applet.Engine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.store.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host still does for applets that have ended when it is told to stop. */
class StoppingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void hostThatStopsWaitsForTheDataThatItIsErasing() throws Exception {
        Path home = directory.resolve("home");
        Path notes = home.resolve("data/probe/files/notes.txt");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> thereAfterwards = new CompletableFuture<>();
        try (Engine engine = Engine.start()) {
            Engine.Run run = engine.run(home, (step, file) -> {
                if (step == Disk.Step.DELETE && file.equals(notes)) {
                    begun.countDown();
                    pass(goOn);
                }
            });
            Path jar = TestHost.jar(directory, "probe", "1.0.0", TitledApplet.class, TitledApplet.Settings.class);
            done(run.applets.deploy(jar, Applets.Intent.INSTALL, "test"));
            Files.createDirectories(notes.getParent());
            Files.writeString(notes, "precious");
            run.applets.remove("probe", Applets.DataFate.ERASE, "test");
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Thread stop = new Thread(() -> thereAfterwards.completeAsync(() -> closed(run, notes), Runnable::run));
            stop.start();
            await().atMost(PATIENCE).until(() -> waits(stop) || thereAfterwards.isDone());
            goOn.countDown();

            assertThat(thereAfterwards.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the data is there when the host has stopped")
                    .isFalse();
        } finally {
            goOn.countDown();
        }
    }

    private static boolean closed(Engine.Run run, Path file) {
        try {
            run.close();
            return Files.exists(file);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a thread is in the middle of waiting for deployments to end. */
    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Retirement.class.getName()));
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
