package dev.hazir.applets.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("readings.log");
    }

    @Test
    void whatIsKeptIsInTheFileBeforeItIsSaidToBe() throws Exception {
        try (History history = opened(HistoryTest::onOtherThread)) {
            history.keep(entry(1)).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(Files.readString(file)).isEqualTo("2026-11-21T12:00:01Z m1 1.0\n");
        }
    }

    @Test
    void aLaterVersionFindsWhatAnEarlierOneKept() throws Exception {
        try (History earlier = opened(HistoryTest::onOtherThread)) {
            earlier.keepNow(entry(1));
        }
        try (History later = opened(HistoryTest::onOtherThread)) {
            assertThat(later.newest(10)).containsExactly(entry(1));
        }
    }

    @Test
    void twoVersionsKeepTogetherDuringAnUpgrade() throws Exception {
        try (History old = opened(HistoryTest::onOtherThread);
                History fresh = opened(HistoryTest::onOtherThread)) {
            List<CompletableFuture<Entry>> kept = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                kept.add(old.keep(entry(2 * i)).toCompletableFuture());
                kept.add(fresh.keep(entry(2 * i + 1)).toCompletableFuture());
            }
            CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(fresh.newest(2000)).hasSize(1000).isEqualTo(old.newest(2000));
        }
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAskedFor() throws Exception {
        try (History history = opened(HistoryTest::onOtherThread)) {
            for (int i = 0; i < 5; i++) {
                history.keepNow(entry(i));
            }
            assertThat(history.newest(2)).containsExactly(entry(4), entry(3));
        }
    }

    @Test
    void aHistoryLongerThanWhatIsReadOfItShowsItsEnd() throws Exception {
        try (History history = opened(HistoryTest::onOtherThread)) {
            List<CompletionStage<Entry>> kept = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                kept.add(history.keep(entry(i)));
            }
            kept.get(4_999).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(Files.size(file)).isGreaterThan(100_000);
            assertThat(history.newest(3)).containsExactly(entry(4_999), entry(4_998), entry(4_997));
        }
    }

    @Test
    void aLineTornByACrashCostsNoOtherReading() throws Exception {
        Files.writeString(file, entry(1).line() + "2026-11-21T12:0");
        try (History history = opened(HistoryTest::onOtherThread)) {
            history.keepNow(entry(2));
            assertThat(history.newest(10)).containsExactly(entry(2), entry(1));
        }
    }

    @Test
    void aLineOfSomethingElseIsPassedOver() throws Exception {
        Files.writeString(file, "what is this?\n" + entry(1).line(), StandardOpenOption.CREATE);
        try (History history = opened(HistoryTest::onOtherThread)) {
            assertThat(history.newest(10)).containsExactly(entry(1));
        }
    }

    @Test
    void whatWaitsWhenTheAppletStopsIsWritten() throws Exception {
        CompletionStage<Entry> kept;
        try (History history = opened(HistoryTest::never)) {
            kept = history.keep(entry(1));
            assertThat(kept.toCompletableFuture()).isNotDone();
        }
        assertThat(kept.toCompletableFuture()).isCompletedWithValue(entry(1));
        assertThat(HistoryFile.newest(file, 10)).containsExactly(entry(1));
    }

    @Test
    void aReadingThatNobodyCanWriteIsNotSaidToBeKept() throws Exception {
        try (History history = opened(HistoryTest::saturated)) {
            assertThat(history.keep(entry(1)).toCompletableFuture()).isCompletedExceptionally();
            assertThat(history.newest(10)).isEmpty();
        }
    }

    @Test
    void afterTheEndNothingIsKeptAndThatIsSaid() throws Exception {
        History history = opened(HistoryTest::onOtherThread);
        history.close();
        assertThatThrownBy(() -> history.keepNow(entry(1)))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("the history " + file + " is closed: this version of the applet has ended");
    }

    private History opened(History.Workers workers) throws IOException {
        History history = new History(file, workers);
        history.open();
        return history;
    }

    private static Entry entry(int second) {
        return new Entry(NOON.plusSeconds(second), new Reading("m1", second));
    }

    private static CompletionStage<?> onOtherThread(Callable<?> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static CompletionStage<?> never(Callable<?> task) {
        return new CompletableFuture<>();
    }

    private static CompletionStage<?> saturated(Callable<?> task) {
        return CompletableFuture.failedStage(new RejectedExecutionException("all workers are busy"));
    }
}
