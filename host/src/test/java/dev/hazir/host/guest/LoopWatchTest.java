package dev.hazir.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

    private static final Duration LONG = Duration.ofMillis(195);

    private static final WatchLimits QUICK = new WatchLimits(
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofMillis(20));

    /** Under this system property lies the latch that a {@link Blocker} waits for. */
    private static final String RELEASE = "dev.hazir.host.guest.LoopWatchTest.release";

    private final CountDownLatch release = new CountDownLatch(1);
    private final Queue<BlockReport> told = new ConcurrentLinkedQueue<>();
    private LoopWatch watch = new LoopWatch(QUICK, false);
    private EventLoopGroup loops;

    /** What an applet might do; loaded by a loader with a deployment's name. */
    public static final class Blocker implements GuestTask {
        @Override
        public void run() throws Exception {
            ((CountDownLatch) System.getProperties().get(RELEASE)).await();
        }
    }

    private EventLoop start() {
        System.getProperties().put(RELEASE, release);
        watch.listen(told::add);
        watch.start();
        loops = new MultiThreadIoEventLoopGroup(1, watch, NioIoHandler.newFactory());
        watch.measure(loops);
        return loops.next();
    }

    @AfterEach
    void stop() {
        release.countDown();
        System.getProperties().remove(RELEASE);
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
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
        await().until(() ->
                watch.blockedNow().stream().anyMatch(report -> report.samples().size() == 3));
        release.countDown();

        await().until(() -> watch.reports().size() == 1);
        BlockReport report = watch.reports().get(0);
        assertThat(report.toString())
                .matches("applet meter@1[.]3[.]0 blocked loop-1 for \\d+ ms at LoopWatchTest[.]java:\\d+"
                        + " \\(dev[.]hazir[.]host[.]guest[.]LoopWatchTest\\$Blocker[.]run\\),"
                        + " in java[.]util[.]concurrent[.]CountDownLatch[.]await,"
                        + " while handling line on port devices from 10[.]0[.]0[.]7");
        assertThat(report.duration()).isGreaterThanOrEqualTo(QUICK.problem());
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
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        hold("poller-1", () -> {
            synchronized (monitor) {
                held.countDown();
                awaitQuietly(first);
            }
        });
        hold("poller-2", () -> {
            lock.lock();
            held.countDown();
            awaitQuietly(second);
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
        await().until(() -> holds("poller-1"));
        first.countDown();
        await().until(() -> holds("poller-2"));
        second.countDown();

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

    /** Whether the loop is known to wait for a thread. */
    private boolean holds(String thread) {
        return watch.blockedNow().stream().anyMatch(report -> report.holder().equals("thread " + thread));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        Future<?> call = loop.submit(() -> guest(loop).run(Trigger.of("line on port devices"), blocker));
        await().until(() -> !watch.blockedNow().isEmpty());
        release.countDown();
        call.sync();
        return new WeakReference<>(blocker.getClass().getClassLoader());
    }

    @Test
    void problemIsToldWhileItLastsAndAgainWhenItIsOver() throws Exception {
        EventLoop loop = start();
        loop.execute(() -> guest(loop).run(Trigger.of("resource /res/x"), release::await));

        await().until(() -> told.size() == 1);
        assertThat(told.element().running()).isTrue();
        assertThat(told.element().toString()).contains("has been blocking loop-1 for ");
        await().until(() -> watch.blockedNow().size() == 1);
        release.countDown();
        await().until(() -> told.size() == 2);
        assertThat(told).last().matches(report -> !report.running());
    }

    @Test
    void messagesGivenInOneCallAreWatchedOneByOne() throws Exception {
        EventLoop loop = start();
        Guest guest = guest(loop);
        AtomicLong longest = new AtomicLong();
        loop.execute(() -> {
            AtomicLong begun = new AtomicLong(System.nanoTime());
            guest.run(Trigger.of("line on port devices"), () -> {
                for (int i = 0; i < 40; i++) { // longer than any limit, but none of them is
                    TimeUnit.MILLISECONDS.sleep(10);
                    long next = System.nanoTime();
                    LoopThread.nextMessage();
                    longest.accumulateAndGet(System.nanoTime() - begun.getAndSet(next), Math::max);
                }
                release.await();
            });
            longest.accumulateAndGet(System.nanoTime() - begun.get(), Math::max);
        });
        await().until(() ->
                watch.blockedNow().stream().anyMatch(report -> report.duration().compareTo(LONG) > 0));
        release.countDown();

        await().until(() ->
                watch.reports().stream().anyMatch(report -> report.duration().compareTo(LONG) > 0));
        loop.submit(() -> {}).sync();
        assertThat(watch.reports())
                .allSatisfy(report -> assertThat(report.duration()).isLessThan(Duration.ofNanos(longest.get())));
    }

    @Test
    void quickCallsAreNotReported() throws Exception {
        // What is quick may take a while where others want the processor too.
        watch = new LoopWatch(
                new WatchLimits(
                        QUICK.look(),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        QUICK.lag()),
                false);
        EventLoop loop = start();
        Guest guest = guest(loop);
        for (int i = 0; i < 1000; i++) {
            loop.submit(() -> guest.run(Trigger.of("x"), () -> {})).sync();
        }
        await().during(Duration.ofMillis(700)).until(() -> watch.blocks() == 0);
        assertThat(told).isEmpty();
    }

    @Test
    void underADebuggerItOnlyCounts() throws Exception {
        watch = new LoopWatch(QUICK, true);
        EventLoop loop = start();
        Future<?> call = loop.submit(() -> guest(loop).run(Trigger.of("x"), new Blocker()));
        await().until(() -> watch.blocks() == 1);
        release.countDown();
        call.sync();

        await().during(Duration.ofMillis(100)).until(told::isEmpty);
        assertThat(watch.reports()).isEmpty();
    }

    @Test
    void lagOfALoopIsMeasured() throws Exception {
        EventLoop loop = start();
        await().until(() -> watch.loops().size() == 1);
        assertThat(watch.loops().get(0).name()).isEqualTo("loop-1");
        loop.execute(() -> awaitQuietly(release));
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
