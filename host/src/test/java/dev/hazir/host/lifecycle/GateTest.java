package dev.hazir.host.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void anEmptyGateIsEmptyAtOnceWhenShut() {
        assertThat(gate.shut().toCompletableFuture()).isCompleted();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.inside()).isZero();
    }

    @Test
    void whoIsInsideMayFinish() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        CompletableFuture<Void> empty = gate.shut().toCompletableFuture();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.inside()).isEqualTo(2);
        gate.leave();
        assertThat(empty).isNotDone();
        gate.leave();
        assertThat(empty).isCompleted();
        assertThat(gate.shut().toCompletableFuture()).isSameAs(empty);
    }

    @Test
    void nobodyIsInsideOnceItIsEmptyHoweverManyTryToEnter() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 200; round++) {
                Gate crowded = new Gate();
                AtomicInteger inside = new AtomicInteger();
                AtomicInteger late = new AtomicInteger();
                CountDownLatch start = new CountDownLatch(1);
                CompletableFuture<?>[] all = new CompletableFuture<?>[8];
                CompletableFuture<Boolean> sawEmpty = new CompletableFuture<>();
                for (int i = 0; i < all.length; i++) {
                    all[i] = CompletableFuture.runAsync(
                            () -> {
                                awaitQuietly(start);
                                for (int n = 0; n < 50; n++) {
                                    if (crowded.enter()) {
                                        inside.incrementAndGet();
                                        if (sawEmpty.isDone()) {
                                            late.incrementAndGet();
                                        }
                                        inside.decrementAndGet();
                                        crowded.leave();
                                    }
                                }
                            },
                            crowd);
                }
                start.countDown();
                crowded.shut().thenRun(() -> sawEmpty.complete(inside.get() == 0));
                CompletableFuture.allOf(all).get(60, TimeUnit.SECONDS);
                assertThat(sawEmpty.get(60, TimeUnit.SECONDS)).isTrue();
                assertThat(late).hasValue(0);
            }
        } finally {
            crowd.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
