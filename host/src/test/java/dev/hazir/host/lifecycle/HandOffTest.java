package dev.hazir.host.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOffTest {

    private final HandOff handOff = new HandOff();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final List<HandOff.Seat> seats = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        ended.set(true);
        seats.forEach(handOff::wake);
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void everyTaskIsTakenOnceHoweverTheyCome() throws Exception {
        takers(5);
        int each = 20_000;
        AtomicInteger done = new AtomicInteger();
        List<Thread> givers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread giver = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    handOff.add(done::incrementAndGet);
                    if (ThreadLocalRandom.current().nextInt(50) == 0) {
                        LockSupport.parkNanos(20_000);
                    }
                }
            });
            givers.add(giver);
            giver.start();
        }
        for (Thread giver : givers) {
            giver.join();
        }
        await().until(() -> done.get() == 3 * each);
        assertThat(handOff.queued()).isZero();
        await().until(() -> handOff.waiting() == 5);
    }

    @Test
    void taskIsNeverLeftWhileOneSleeps() throws Exception {
        takers(2);
        for (int i = 0; i < 2_000; i++) {
            CountDownLatch both = new CountDownLatch(2);
            // One that has taken a task waits for the other one: a lost wake-up would leave it there.
            Runnable meets = () -> {
                both.countDown();
                awaitQuietly(both);
            };
            handOff.add(meets);
            handOff.add(meets);
            assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoIsWokenForNothingAsksWhetherToGoOn() throws Exception {
        takers(3);
        await().until(() -> handOff.waiting() == 3);
        ended.set(true);
        handOff.wakeLongestIdle(1);
        await().until(() -> handOff.waiting() == 2);
        seats.forEach(handOff::wake);
        await().until(() -> handOff.waiting() == 0);
    }

    private void takers(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::take, "taker-" + i);
            HandOff.Seat seat = new HandOff.Seat(thread);
            threads.add(thread);
            seats.add(seat);
        }
        threads.forEach(Thread::start);
    }

    private void take() {
        HandOff.Seat seat = seats.get(threads.indexOf(Thread.currentThread()));
        while (!ended.get()) {
            Runnable task = handOff.next(seat, () -> !ended.get());
            if (task != null) {
                task.run();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
