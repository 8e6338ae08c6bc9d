package dev.hazir.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

    private static final WatchLimits QUICK = new WatchLimits(
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofMillis(20));

    private final Queue<BlockReport> told = new ConcurrentLinkedQueue<>();
    private LoopWatch watch = new LoopWatch(QUICK, false);
    private EventLoopGroup loops;

    /** What an applet might do; loaded by a loader with a deployment's name. */
    public static final class Blocker implements GuestTask {
        @Override
        public void run() throws Exception {
            new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS);
        }
    }

    private EventLoop start() {
        watch.listen(told::add);
        watch.start();
        loops = new MultiThreadIoEventLoopGroup(1, watch, NioIoHandler.newFactory());
        watch.measure(loops);
        return loops.next();
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        watch.close();
    }

    private Guest guest(EventLoop loop) {
        AppletInfo info = new AppletInfo(
                "meter", "Meter", "1.3.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        return new Guest(info, LoopWatchTest.class.getClassLoader(), loop, Runnable::run);
    }

    /** A class of this test as a deployment's class loader defines it. */
    private static GuestTask loadedByDeployment() throws Exception {
        URL tests = Blocker.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader loader = new URLClassLoader("meter@1.3.0", new URL[] {tests}, Guest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Blocker.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        };
        return (GuestTask)
                loader.loadClass(Blocker.class.getName()).getConstructor().newInstance();
    }

    @Test
    void blockedLoopIsReportedWithAppletLineTriggerAndDuration() throws Exception {
        EventLoop loop = start();
        GuestTask blocker = loadedByDeployment();
        loop.execute(() -> guest(loop).run(Trigger.of("line on port devices", "10.0.0.7"), blocker));

        await().until(() -> watch.reports().size() == 1);
        BlockReport report = watch.reports().get(0);
        assertThat(report.toString())
                .matches("applet meter@1[.]3[.]0 blocked loop-1 for [45]\\d\\d ms at LoopWatchTest[.]java:\\d+"
                        + " \\(dev[.]hazir[.]host[.]guest[.]LoopWatchTest\\$Blocker[.]run\\),"
                        + " in java[.]util[.]concurrent[.]CountDownLatch[.]await,"
                        + " while handling line on port devices from 10[.]0[.]0[.]7");
        assertThat(report.advice()).contains("app.blocking");
        assertThat(report.samples()).hasSize(3);
        assertThat(report.samples().get(0).after()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(watch.blocks()).isEqualTo(1);
        await().until(() -> watch.blockedNow().isEmpty());
    }

    @Test
    void holderOfALockThatTheLoopWaitsForIsNamed() throws Exception {
        EventLoop loop = start();
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch held = new CountDownLatch(2);
        hold("poller-1", () -> {
            synchronized (monitor) {
                held.countDown();
                pause(400);
            }
        });
        hold("poller-2", () -> {
            lock.lock();
            held.countDown();
            pause(1_000);
            lock.unlock();
        });
        held.await();
        loop.execute(() -> guest(loop).run(Trigger.of("timer"), () -> {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }));
        loop.execute(() -> guest(loop).run(Trigger.of("timer"), () -> {
            lock.lock();
            lock.unlock();
        }));

        await().until(() -> watch.reports().size() == 2);
        assertThat(watch.reports())
                .extracting(BlockReport::holder)
                .containsExactly("thread poller-2", "thread poller-1");
        assertThat(watch.reports().get(0).advice()).contains("poller-2", "app.blocking");
    }

    private static void hold(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void reportKeepsNothingOfTheApplet() throws Exception {
        EventLoop loop = start();
        WeakReference<ClassLoader> loader = block(loop);

        await().until(() -> watch.reports().size() == 1);
        await().until(() -> {
            System.gc();
            return loader.refersTo(null);
        });
        assertThat(watch.reports().get(0).samples()).isNotEmpty();
    }

    /** In a method of its own, so that nothing of the applet stays on the stack. */
    private WeakReference<ClassLoader> block(EventLoop loop) throws Exception {
        GuestTask blocker = loadedByDeployment();
        loop.submit(() -> guest(loop).run(Trigger.of("line on port devices"), blocker))
                .sync();
        return new WeakReference<>(blocker.getClass().getClassLoader());
    }

    @Test
    void problemIsToldWhileItLastsAndAgainWhenItIsOver() throws Exception {
        EventLoop loop = start();
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> guest(loop).run(Trigger.of("resource /res/x"), release::await));

        await().until(() -> told.size() == 1);
        assertThat(told.element().running()).isTrue();
        assertThat(told.element().toString()).contains("has been blocking loop-1 for ");
        assertThat(watch.blockedNow()).hasSize(1);
        release.countDown();
        await().until(() -> told.size() == 2);
        assertThat(told).last().matches(report -> !report.running());
    }

    @Test
    void messagesGivenInOneCallAreWatchedOneByOne() throws Exception {
        EventLoop loop = start();
        Guest guest = guest(loop);
        loop.execute(() -> guest.run(Trigger.of("line on port devices"), () -> {
            for (int i = 0; i < 40; i++) { // longer than any limit, but none of them is
                TimeUnit.MILLISECONDS.sleep(10);
                LoopThread.nextMessage();
            }
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        }));

        await().until(() ->
                watch.reports().stream().anyMatch(report -> report.duration().compareTo(Duration.ofMillis(195)) > 0));
        assertThat(watch.reports())
                .allSatisfy(report -> assertThat(report.duration()).isLessThan(Duration.ofMillis(395)));
    }

    @Test
    void quickCallsAreNotReported() throws Exception {
        EventLoop loop = start();
        Guest guest = guest(loop);
        for (int i = 0; i < 1000; i++) {
            loop.submit(() -> guest.run(Trigger.of("x"), () -> {})).sync();
        }
        await().during(Duration.ofMillis(150)).until(() -> watch.blocks() == 0);
        assertThat(told).isEmpty();
    }

    @Test
    void underADebuggerItOnlyCounts() throws Exception {
        watch = new LoopWatch(QUICK, true);
        EventLoop loop = start();
        loop.submit(() -> guest(loop).run(Trigger.of("x"), new Blocker())).sync();

        await().until(() -> watch.blocks() == 1);
        await().during(Duration.ofMillis(100)).until(told::isEmpty);
        assertThat(watch.reports()).isEmpty();
    }

    @Test
    void lagOfALoopIsMeasured() throws Exception {
        EventLoop loop = start();
        await().until(() -> watch.loops().size() == 1);
        assertThat(watch.loops().get(0).name()).isEqualTo("loop-1");
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> watch.loops().get(0).lag().compareTo(Duration.ofMillis(200)) > 0);
        release.countDown();
        await().until(() -> watch.loops().get(0).lag().compareTo(Duration.ofMillis(50)) < 0);
        assertThat(watch.loops().get(0).worst()).isGreaterThan(Duration.ofMillis(200));
        assertThat(watch.peaks().get("loop-1"))
                .as("also when nobody looked meanwhile")
                .isGreaterThan(Duration.ofMillis(200));
        await().until(() -> watch.peaks().get("loop-1").compareTo(Duration.ofMillis(50)) < 0);
    }
}
