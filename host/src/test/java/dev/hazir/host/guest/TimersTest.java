package dev.hazir.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.lifecycle.SystemTime;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TimersTest {

    private static final ThreadFactory THREADS = task -> new LoopThread(task, "test-loop");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    private final ManualTime time = new ManualTime();
    private final Guest guest = new Guest(
            new AppletInfo("m", "M", "1.0.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            TimersTest.class.getClassLoader(),
            loops.next(),
            Runnable::run);
    private final Timers timers = new Timers(guest, time);
    private final List<Long> runs = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        timers.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
    }

    @Test
    void taskRunsOnceEachPeriodOnTheLoopAndNotBeforeTheStart() {
        timers.every(Duration.ofSeconds(1), this::tick);
        time.advance(Duration.ofSeconds(5));
        settle();
        assertThat(runs).isEmpty();

        timers.start(null);
        for (int i = 1; i <= 3; i++) {
            time.advance(Duration.ofMillis(999));
            settle();
            assertThat(runs).hasSize(i - 1);
            time.advance(Duration.ofMillis(1));
            settle();
            assertThat(runs).hasSize(i);
        }
    }

    @Test
    void stallIsNotMadeUpForByABurstAndTheRhythmIsKept() {
        timers.start(null);
        timers.every(Duration.ofSeconds(10), () -> {
            tick();
            if (runs.size() == 1) {
                time.advance(Duration.ofSeconds(35)); // as if this run had taken so long
            }
        });
        time.advance(Duration.ofSeconds(10));
        settle();
        assertThat(runs).containsExactly(10L);
        time.advance(Duration.ofSeconds(4));
        settle();
        assertThat(runs).containsExactly(10L);
        time.advance(Duration.ofSeconds(1));
        settle();
        assertThat(runs).containsExactly(10L, 50L);
    }

    @Test
    void taskThatThrowsIsReportedAndRunsAgain() {
        timers.start(null);
        timers.every(Duration.ofSeconds(1), () -> {
            tick();
            throw new IllegalStateException("each time");
        });
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofSeconds(1));
            settle();
        }
        assertThat(runs).hasSize(3);
        assertThat(guest.faults()).isEqualTo(3);
    }

    @Test
    void delayedTaskRunsOnceUnlessItsRegistrationIsClosed() {
        timers.start(null);
        timers.after(Duration.ofSeconds(2), this::tick);
        Registration never = timers.after(Duration.ofSeconds(2), this::tick);
        time.advance(Duration.ofSeconds(1));
        never.close();
        time.advance(Duration.ofSeconds(1));
        settle();
        time.advance(Duration.ofSeconds(9));
        settle();
        assertThat(runs).hasSize(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void everythingEndsWithTheDeployment() {
        timers.start(null);
        timers.every(Duration.ofSeconds(1), this::tick);
        timers.after(Duration.ofSeconds(1), this::tick);
        timers.close();
        time.advance(Duration.ofSeconds(5));
        settle();
        assertThat(runs).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThatThrownBy(() -> timers.after(Duration.ZERO, this::tick))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("m@1.0.0 has ended: it can have no more timers");
    }

    @Test
    void repeatedTimerOfSetupKeepsItsRhythmWhenVersionsAreReplacedMoreOftenThanItTicks() {
        List<String> ticks = new CopyOnWriteArrayList<>();
        Timers before = version("1", ticks, null);
        for (int version = 2; version <= 7; version++) {
            time.advance(Duration.ofSeconds(6));
            settle();
            before = version("" + version, ticks, before);
        }
        assertThat(ticks).containsExactly("2 of 10 s", "4 of 10 s", "5 of 10 s");
        time.advance(Duration.ofSeconds(4));
        settle();
        assertThat(ticks).containsExactly("2 of 10 s", "4 of 10 s", "5 of 10 s", "7 of 10 s");
    }

    @Test
    void tickThatIsDueButHasNotRunYetRunsOnceAndInTheNextVersion() throws Exception {
        List<String> ticks = new CopyOnWriteArrayList<>();
        Timers old = version("1", ticks, null);
        CompletableFuture<Void> busy = new CompletableFuture<>();
        guest.loop().execute(busy::join);
        time.advance(Duration.ofSeconds(10));
        version("2", ticks, old);
        busy.complete(null);
        time.advance(Duration.ofMillis(1));
        settle();
        assertThat(ticks).containsExactly("2 of 10 s");
        time.advance(Duration.ofMillis(9_999));
        settle();
        assertThat(ticks).containsExactly("2 of 10 s", "2 of 10 s");
    }

    @Test
    void runThatIsUnderWayAtTheSwapIsTheLastOfItsVersion() throws Exception {
        CompletableFuture<Void> running = new CompletableFuture<>();
        CompletableFuture<Void> swapped = new CompletableFuture<>();
        List<String> ticks = new CopyOnWriteArrayList<>();
        timers.every(Duration.ofSeconds(10), () -> {
            ticks.add("1");
            running.complete(null);
            swapped.join();
        });
        timers.setupOver();
        timers.start(null);
        time.advance(Duration.ofSeconds(10));
        running.join();
        version("2", ticks, timers);
        swapped.complete(null);
        settle();
        time.advance(Duration.ofMillis(9_999));
        settle();
        assertThat(ticks).containsExactly("1");
        time.advance(Duration.ofMillis(1));
        settle();
        assertThat(ticks).containsExactly("1", "2 of 10 s");
    }

    @Test
    void timersOfOnePeriodAreMatchedInTheirOrderAndOthersBeginAnew() {
        List<String> ticks = new CopyOnWriteArrayList<>();
        timers.every(Duration.ofSeconds(10), () -> ticks.add("1 a"));
        timers.setupOver();
        timers.start(null);
        time.advance(Duration.ofSeconds(6));
        Timers next = new Timers(guest, time);
        next.every(Duration.ofSeconds(10), () -> ticks.add("2 a"));
        next.every(Duration.ofSeconds(10), () -> ticks.add("2 b"));
        next.every(Duration.ofSeconds(7), () -> ticks.add("2 c"));
        next.setupOver();
        next.start(timers);
        time.advance(Duration.ofSeconds(10));
        settle();
        assertThat(ticks).containsExactly("2 a", "2 c", "2 b");
    }

    @Test
    void whatRunsOnceAndWhatWasMadeAfterSetupStaysWithItsVersion() {
        List<String> ticks = new CopyOnWriteArrayList<>();
        timers.after(Duration.ofSeconds(10), () -> ticks.add("once"));
        timers.setupOver();
        timers.start(null);
        timers.every(Duration.ofSeconds(10), () -> ticks.add("later"));
        Timers next = version("2", ticks, timers);
        time.advance(Duration.ofSeconds(10));
        settle();
        assertThat(ticks).containsExactlyInAnyOrder("once", "later", "2 of 10 s");
        timers.close();
        time.advance(Duration.ofSeconds(10));
        settle();
        assertThat(ticks).hasSize(4).endsWith("2 of 10 s");
        next.close();
        assertThat(time.waiting()).isZero();
    }

    private Timers version(String name, List<String> ticks, @Nullable Timers before) {
        Timers version = new Timers(guest, time);
        version.every(Duration.ofSeconds(10), () -> ticks.add(name + " of 10 s"));
        version.setupOver();
        version.start(before);
        return version;
    }

    @Test
    void periodsBelowAMillisecondAreRefused() {
        assertThatThrownBy(() -> timers.every(Duration.ofNanos(999_999), this::tick))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 1 ms or more");
    }

    @Test
    void realTimeTicksToo() {
        try (SystemTime real = new SystemTime();
                Timers running = new Timers(guest, real)) {
            running.start(null);
            running.every(Duration.ofMillis(5), this::tick);
            await().until(() -> runs.size() > 10);
        }
    }

    private void tick() {
        assertThat(LoopThread.here()).isTrue();
        runs.add(TimeUnit.NANOSECONDS.toSeconds(time.nanoTime()));
    }

    /** Waits until the loop has done what it was given. */
    private void settle() {
        CompletableFuture.runAsync(() -> {}, guest.loop()).join();
    }
}
