package dev.hazir.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.lifecycle.Workers;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TurnTest {

    private static final int TASKS = 2_000;

    private static final ThreadFactory THREADS = task -> new LoopThread(task, "test-loop");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    private final Workers workers = Workers.startPool(4, 100);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.close();
    }

    private Guest guest(Executor where) {
        AppletInfo info =
                new AppletInfo("m", "M", "1.0.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        return new Guest(info, TurnTest.class.getClassLoader(), loops.next(), where);
    }

    @Test
    void tasksKeepTheirOrderAndAreNeverTwoAtATimeWhenTheirHandlerIsMoved() {
        Guest guest = guest(workers);
        Turn turn = new Turn(guest, "port devices", loops.next());
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Boolean> onLoop = new CopyOnWriteArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        for (int i = 0; i < TASKS; i++) {
            int number = i;
            if (i == TASKS / 2) {
                assertThat(guest.move("port devices", "why")).isTrue();
                assertThat(guest.move("port devices", "why")).isFalse();
            }
            turn.execute(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                order.add(number);
                onLoop.add(LoopThread.here());
                inside.decrementAndGet();
            });
        }

        await().until(() -> order.size() == TASKS);
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, TASKS).boxed().toList());
        assertThat(most).hasValue(1);
        assertThat(onLoop).last().isEqualTo(false);
    }

    @Test
    void otherHandlersStayOnTheLoop() throws Exception {
        Guest guest = guest(workers);
        guest.move("port devices", "why");
        CountDownLatch ran = new CountDownLatch(1);
        List<Boolean> onLoop = new CopyOnWriteArrayList<>();
        guest.turn().execute(() -> {
            onLoop.add(LoopThread.here());
            ran.countDown();
        });
        ran.await();
        assertThat(onLoop).containsExactly(true);
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
        Guest guest = guest(workers);
        guest.move(guest.turn().handler(), "why");
        AtomicInteger ran = new AtomicInteger();
        guest.turn().execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        guest.turn().execute(ran::incrementAndGet);
        await().until(() -> ran.get() == 1);
    }

    @Test
    void withAllWorkersBusyTheLoopDoes() {
        Guest guest = guest(task -> {
            throw new RejectedExecutionException("busy");
        });
        guest.move(guest.turn().handler(), "why");
        AtomicInteger ran = new AtomicInteger();
        guest.turn().execute(ran::incrementAndGet);
        await().until(() -> ran.get() == 1);
    }
}
