package dev.hazir.host.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.Registration;
import dev.hazir.applet.topic.Topic;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.lifecycle.LoopScope;
import dev.hazir.host.lifecycle.ManualTime;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TopicsTest {

    private static final ThreadFactory THREADS = task -> new LoopThread(task, "test-loop");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, THREADS, NioIoHandler.newFactory());
    private final ManualTime time = new ManualTime();
    private final Guest guest = new Guest(
            new AppletInfo("m", "M", "1.0.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            TopicsTest.class.getClassLoader(),
            loops.next(),
            Runnable::run);
    private final Topics topics = new Topics(guest, time);
    private final LiveScope scope = new LiveScope();

    @AfterEach
    void stop() throws Exception {
        topics.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
    }

    @Test
    void lastGivesTheKeptMessagesOldestFirst() {
        Topic<Integer> topic = topics.topic("readings", Integer.class);
        topic.publish(1);
        assertThat(topic.last()).isEmpty();
        topic.keepLast(3);
        IntStream.range(0, 5).forEach(topic::publish);
        assertThat(topic.last()).containsExactly(2, 3, 4);
        assertThat(topics.topic("readings", Integer.class)).isSameAs(topic);
    }

    @Test
    void operatorsSeeWhatIsDeliveredAndWhatWaits() throws Exception {
        Topic<String> topic = topics.topic("t", String.class);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Registration slow = topic.subscribe(scope, message -> {
            begun.countDown();
            awaitQuietly(goOn);
        });

        topic.publish("first");
        begun.await();
        topic.publish("second");
        topic.publish("third");
        TopicView behind = topics.list().get(0);
        goOn.countDown();
        await().until(() -> topics.list().get(0).queued() == 0);
        TopicView caughtUp = topics.list().get(0);
        slow.close();

        assertThat(behind.queued()).isEqualTo(2);
        assertThat(behind.longestQueue()).isEqualTo(2);
        assertThat(behind.receivers()).singleElement().satisfies(receiver -> {
            assertThat(receiver.subscribers()).isEqualTo(1);
            assertThat(receiver.queued()).isEqualTo(2);
        });
        assertThat(caughtUp.delivered()).isEqualTo(3);
        assertThat(topics.list().get(0).delivered())
                .as("also of those who have gone")
                .isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void allWhoWaitGetTheSameNextMessage() {
        Topic<String> topic = topics.topic("t", String.class);
        topic.publish("before");
        List<CompletableFuture<Optional<String>>> waiting = IntStream.range(0, 50)
                .mapToObj(i -> topic.next(Duration.ofSeconds(30)).toCompletableFuture())
                .toList();
        topic.publish("first");
        topic.publish("second");
        assertThat(waiting)
                .allSatisfy(stage ->
                        assertThat(stage).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.of("first")));
        assertThat(time.waiting()).isZero();
    }

    @Test
    void nobodyWaitsLongerThanAskedForAndCancellingEndsTheWaiting() {
        Topic<String> topic = topics.topic("t", String.class);
        CompletableFuture<Optional<String>> patient =
                topic.next(Duration.ofSeconds(30)).toCompletableFuture();
        CompletableFuture<Optional<String>> cancelled =
                topic.next(Duration.ofSeconds(30)).toCompletableFuture();
        time.advance(Duration.ofSeconds(29));
        cancelled.cancel(false);
        assertThat(topics.list().get(0).waiting()).isEqualTo(1);
        assertThat(patient).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(patient).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.empty());
        assertThat(topics.list().get(0).waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void subscriberGetsEveryMessageInOrderOnTheLoopOfItsScope() {
        Topic<Integer> topic = topics.topic("t", Integer.class);
        List<Integer> received = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Executor other = otherLoop();
        ConnectionScope connection = new ConnectionScope(other);
        topic.subscribe(connection, message -> {
            received.add(message);
            threads.add(Thread.currentThread());
        });
        IntStream.range(0, 1_000).forEach(topic::publish);
        await().until(() -> received.size() == 1_000);
        assertThat(received).isSorted();
        Thread expected =
                CompletableFuture.supplyAsync(Thread::currentThread, other).join();
        assertThat(threads).containsOnly(expected);
        connection.end();
        topic.publish(1_000);
        assertThat(topics.list().get(0).subscribers()).isZero();
        CompletableFuture.runAsync(() -> {}, other).join();
        assertThat(received).hasSize(1_000);
    }

    @Test
    void subscriberThatFallsBehindLosesTheOldestAndTheLossIsCounted() throws Exception {
        Topic<Integer> topic = topics.topic("t", Integer.class);
        List<Integer> received = new CopyOnWriteArrayList<>();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        topic.subscribe(scope, message -> {
            received.add(message);
            blocked.countDown();
            awaitUninterruptibly(release);
        });
        topic.publish(-1);
        blocked.await();
        IntStream.range(0, 3_000).forEach(topic::publish);
        assertThat(topics.list().get(0).dropped()).isEqualTo(3_000 - Lane.BOUND);
        release.countDown();
        await().until(() -> received.size() == 1 + Lane.BOUND);
        assertThat(received.get(1)).isEqualTo(3_000 - Lane.BOUND);
        assertThat(received.subList(1, received.size())).isSorted().endsWith(2_999);
        scope.end();
        assertThat(topics.list().get(0).dropped()).isEqualTo(3_000 - Lane.BOUND);
    }

    @Test
    void subscriberThatThrowsIsCountedAndGoesOn() {
        Topic<Integer> topic = topics.topic("t", Integer.class);
        List<Integer> received = new CopyOnWriteArrayList<>();
        topic.subscribe(scope, message -> {
            if (message == 1) {
                throw new IllegalStateException("one");
            }
            received.add(message);
        });
        IntStream.range(0, 3).forEach(topic::publish);
        await().until(() -> received.equals(List.of(0, 2)));
        assertThat(guest.faults()).isEqualTo(1);
    }

    @Test
    void subscriberThatPublishesAgainNeitherNestsNorStarvesTheLoop() {
        Topic<Integer> topic = topics.topic("t", Integer.class);
        List<Integer> depths = new CopyOnWriteArrayList<>();
        int[] depth = {0};
        Registration subscription = topic.subscribe(scope, message -> {
            depth[0]++;
            depths.add(depth[0]);
            topic.publish(message + 1);
            depth[0]--;
        });
        topic.publish(0);
        await().until(() -> depths.size() > 10_000);
        assertThat(CompletableFuture.runAsync(() -> {}, guest.loop())).succeedsWithin(Duration.ofSeconds(30));
        subscription.close();
        assertThat(depths).containsOnly(1);
    }

    @Test
    void answerThatAsksAndPublishesAgainDoesNotNest() {
        Topic<Integer> topic = topics.topic("t", Integer.class);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        again(topic, seen);
        topic.publish(0);
        await().until(() -> seen.size() == 20_000);
    }

    @Test
    void publishersOfManyThreadsAreSeenInOneOrderByAll() throws Exception {
        Topic<String> topic = topics.topic("t", String.class);
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        topic.subscribe(new ConnectionScope(loops.next()), first::add);
        topic.subscribe(new ConnectionScope(loops.next()), second::add);
        List<Thread> publishers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "t" + t;
            Thread thread = new Thread(() -> IntStream.range(0, 200).forEach(i -> topic.publish(name + "/" + i)));
            thread.start();
            publishers.add(thread);
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }
        await().until(() -> first.size() == 800 && second.size() == 800);
        assertThat(first).isEqualTo(second);
    }

    @Test
    void everythingEndsWithTheDeployment() {
        Topic<Integer> topic = topics.topic("t", Integer.class).keepLast(5);
        List<Integer> received = new CopyOnWriteArrayList<>();
        topic.subscribe(scope, received::add);
        CompletableFuture<Optional<Integer>> released =
                topic.next(Duration.ofSeconds(30)).toCompletableFuture();
        topics.releaseWaiting();
        assertThat(released).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.empty());
        CompletableFuture<Optional<Integer>> waiting =
                topic.next(Duration.ofSeconds(30)).toCompletableFuture();
        topics.close();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.empty());
        topic.publish(1);
        assertThat(topic.last()).isEmpty();
        assertThat(topics.list().get(0).subscribers()).isZero();
        assertThat(time.waiting()).isZero();
        assertThatThrownBy(() -> topic.subscribe(scope, received::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("m@1.0.0 has ended: nobody can listen to its topic 't' any more");
        assertThatThrownBy(() -> topics.topic("new", String.class)).isInstanceOf(IllegalStateException.class);
        CompletableFuture.runAsync(() -> {}, guest.loop()).join();
        assertThat(received).isEmpty();
    }

    @Test
    void malformedNamesAndOtherTypesAreRefused() {
        topics.topic("a/b-1", String.class);
        assertThatThrownBy(() -> topics.topic("a/b-1", Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carries java.lang.String");
        for (String name : List.of("", "/a", "a/", "A", "a//b", "ä")) {
            assertThatThrownBy(() -> topics.topic(name, String.class))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Executor otherLoop() {
        Executor next = loops.next();
        return next == guest.loop() ? loops.next() : next;
    }

    private static void again(Topic<Integer> topic, List<Integer> seen) {
        topic.next(Duration.ofSeconds(30)).thenAccept(message -> {
            seen.add(message.orElseThrow());
            if (seen.size() < 20_000) {
                again(topic, seen);
                topic.publish(message.orElseThrow() + 1);
            }
        });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The scope of a connection on some loop. */
    private static final class ConnectionScope extends LiveScope implements LoopScope {
        private final Executor loop;

        ConnectionScope(Executor loop) {
            this.loop = loop;
        }

        @Override
        public Executor loop() {
            return loop;
        }
    }
}
