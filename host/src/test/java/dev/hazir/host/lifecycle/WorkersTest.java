package dev.hazir.host.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void poolGrowsWhenTasksStallUpToItsLimitAndRefusesMoreThanItsQueue() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Workers workers = Workers.startPool(20, 5)) {
            int before = workers.figures().size();
            for (int i = 0; i < 20; i++) {
                execute(workers, release);
            }
            await().until(() ->
                    workers.figures().busy() == 20 && workers.figures().queued() == 0);
            assertThat(before).isLessThan(20);
            for (int i = 0; i < 5; i++) {
                workers.execute(() -> {});
            }
            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("All 20 workers are busy");
            release.countDown();
            await().until(() -> workers.figures().queued() == 0);
        }
    }

    @Test
    void poolStaysSmallWhileTasksAreShort() throws Exception {
        try (Workers workers = Workers.startPool(200, 100_000)) {
            int before = workers.figures().size();
            CountDownLatch done = new CountDownLatch(2_000);
            for (int i = 0; i < 2_000; i++) {
                workers.execute(done::countDown);
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            // One that grew with each task that waits would have all two hundred.
            assertThat(workers.figures().size()).isLessThan(before + 100);
        }
    }

    @Test
    void noTaskIsForgottenWhenWorkersAreBusy() throws Exception {
        try (Workers workers = Workers.startPool(50, 1000)) {
            for (int round = 0; round < 200; round++) {
                CountDownLatch together = new CountDownLatch(8);
                for (int i = 0; i < 8; i++) {
                    workers.execute(() -> {
                        together.countDown();
                        awaitQuietly(together);
                    });
                }
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void renewedWorkersAreOtherThreadsWithoutTheOldThreadLocals() throws Exception {
        ThreadLocal<String> local = new ThreadLocal<>();
        try (Workers workers = Workers.startPool(8, 100)) {
            List<Thread> before = new CopyOnWriteArrayList<>();
            int size = workers.figures().size();
            CountDownLatch all = new CountDownLatch(size);
            for (int i = 0; i < size; i++) {
                workers.execute(() -> {
                    local.set("left behind");
                    before.add(Thread.currentThread());
                    all.countDown();
                    awaitQuietly(all);
                });
            }
            all.await();
            workers.renew();
            await().until(() -> before.stream().noneMatch(Thread::isAlive));
            List<String> seen = new CopyOnWriteArrayList<>();
            CountDownLatch again = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                workers.execute(() -> {
                    seen.add(String.valueOf(local.get()));
                    again.countDown();
                });
            }
            assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).containsOnly("null");
        }
    }

    @Test
    void renewingAgainAndAgainFillsNoQueue() throws Exception {
        try (Workers workers = Workers.startPool(8, 100)) {
            for (int i = 0; i < 2_000; i++) {
                workers.renew();
                assertThat(workers.figures().queued()).isLessThan(1_000);
                if (i % 100 == 0) {
                    CountDownLatch done = new CountDownLatch(1);
                    workers.execute(done::countDown);
                    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
    }

    @Test
    void threadsAreNeverCreatedOnTheCallersStack() throws Exception {
        InheritableThreadLocal<String> guests = new InheritableThreadLocal<>();
        for (Workers workers : List.of(Workers.start(40, 100), Workers.startPool(40, 100))) {
            guests.set("a guest's");
            List<String> seen = new CopyOnWriteArrayList<>();
            CountDownLatch release = new CountDownLatch(1);
            for (int i = 0; i < 40; i++) {
                workers.execute(() -> {
                    seen.add(Thread.currentThread().getName() + guests.get());
                    awaitQuietly(release);
                });
            }
            await().until(() -> seen.size() == 40);
            guests.remove();
            release.countDown();
            assertThat(seen).allMatch(name -> name.matches("hazir-worker-\\d+null"));
            workers.close();
        }
    }

    @Test
    void tasksThatThrowOrInterruptHarmNobodyElse() throws Exception {
        try (Workers workers = Workers.startPool(2, 100)) {
            AtomicInteger interrupted = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                workers.execute(() -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    done.countDown();
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("expected by this test");
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(interrupted).hasValue(0);
        }
    }

    @Test
    void closedWorkersRefuseWithASentence() {
        Workers workers = Workers.start(2, 2);
        workers.close();
        assertThatThrownBy(() -> workers.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("The workers have ended because the host is stopping.");
    }

    @Test
    void threadsThatWaitForAClassToBeReadyDoNotKeepTheOthersFromRunning() throws Exception {
        try (Workers workers = Workers.start(64, 64)) {
            int waiting = Math.min(8, 4 * Runtime.getRuntime().availableProcessors());
            for (int i = 0; i < waiting; i++) {
                workers.execute(Slow::touch);
            }
            assertThat(Slow.begun.await(30, TimeUnit.SECONDS)).isTrue();
            workers.execute(Slow.release::countDown);
            CountDownLatch after = new CountDownLatch(waiting);
            for (int i = 0; i < waiting; i++) {
                workers.execute(() -> {
                    Slow.touch();
                    after.countDown();
                });
            }
            assertThat(after.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Its initialisation ends only when another worker has run. */
    private static final class Slow {
        static final CountDownLatch begun = new CountDownLatch(1);
        static final CountDownLatch release = new CountDownLatch(1);

        static void touch() {
            assertThat(Ready.YES).isTrue();
        }

        private static final class Ready {
            static final boolean YES = wait(release);

            private static boolean wait(CountDownLatch latch) {
                begun.countDown();
                awaitQuietly(latch);
                return true;
            }
        }
    }

    private static void execute(Workers workers, CountDownLatch release) {
        workers.execute(() -> awaitQuietly(release));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
