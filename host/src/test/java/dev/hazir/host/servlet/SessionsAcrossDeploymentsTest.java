package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.servlet.sample.Basket;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsAcrossDeploymentsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final SessionEvents events = new SessionEvents();
    private WebHost host;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void sessionGoesOverWithItsIdItsTimesAndItsAttributes() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        visitor.ask("/interval?seconds=77");
        String created = visitor.ask("/created");
        String id = visitor.cookie();

        live("2");
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 red");
        assertThat(visitor.ask("/created")).isEqualTo(created.replace("1 ", "2 "));
        assertThat(visitor.ask("/interval")).isEqualTo("2 77 old");
        assertThat(visitor.cookie()).isEqualTo(id);
        assertThat(drained(old)).isCompleted();
        assertThat(events.list).containsExactly("created");
    }

    @Test
    void sessionEndsWhenItsTimeHasPassedHoweverTheClockIsSet() throws Exception {
        ManualTime time = new ManualTime();
        try (WebHost own = new WebHost(Workers.start(16, 1_000), host.sessions, time)) {
            WebApp first = own.serve("s", SessionServlet.web("1", events));
            Visitor visitor = new Visitor(own);
            visitor.ask("/put?name=colour&value=red");
            visitor.ask("/interval?seconds=1");
            // By the clock its time is over now, as after a jump; none has passed.
            long over = System.currentTimeMillis() + 1_200;
            await().until(() -> System.currentTimeMillis() > over);
            own.settle();
            WebApp second = own.serve("s", SessionServlet.web("2", events));
            assertThat(drained(first)).isCompleted();
            assertThat(second.sessionCount()).isEqualTo(1);
            assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 red");

            Visitor other = new Visitor(own);
            other.ask("/put?name=colour&value=blue");
            other.ask("/interval?seconds=1");
            own.settle();
            time.advance(Duration.ofMillis(999));
            assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 red");
            time.advance(Duration.ofMillis(1));
            assertThat(other.ask("/get?name=colour")).isEqualTo("2 nobody");

            long again = System.currentTimeMillis() + 1_200;
            await().until(() -> System.currentTimeMillis() > again);
            first.close();
            second.close();
            await().untilAsserted(() -> assertThat(saved()).hasSize(1));
            FrozenSession saved = FrozenSession.decode(Files.readAllBytes(saved().get(0)));
            assertThat(saved.expiry()).isGreaterThan(again);
        }
    }

    @Test
    void concurrentRequestsOfOneSessionCountExactlyAcrossUpgrades() throws Exception {
        List<WebApp> old = new ArrayList<>();
        old.add(live("0"));
        Visitor visitor = new Visitor(host);
        visitor.ask("/counter");
        AtomicInteger asked = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<?>> ends = new ArrayList<>();
        CountDownLatch upgraded = new CountDownLatch(1);
        for (int client = 0; client < 4; client++) {
            ends.add(clients.submit(() -> {
                while (upgraded.getCount() > 0) {
                    assertThat(visitor.ask("/count")).matches("\\d+ \\d+");
                    asked.incrementAndGet();
                }
                return null;
            }));
        }
        for (int upgrade = 1; upgrade <= 20; upgrade++) {
            int before = asked.get();
            old.add(liveUnderLoad(String.valueOf(upgrade)));
            CompletionStage<Void> drained = old.get(upgrade - 1).sessions().drain(DEADLINE);
            await().atMost(DEADLINE).pollInterval(Duration.ofMillis(5)).until(() -> asked.get() >= before + 20);
            drained.toCompletableFuture().get();
            old.get(upgrade - 1).close();
        }
        upgraded.countDown();
        for (Future<?> end : ends) {
            end.get();
        }
        clients.shutdown();
        assertThat(visitor.ask("/count")).isEqualTo("20 " + (asked.get() + 1));
    }

    @Test
    void sessionThatCannotBeWrittenStaysWithItsVersionUntilItEnds() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/pin");
        Visitor other = new Visitor(host);
        other.ask("/put?name=a&value=b");

        live("2");
        CompletionStage<Void> drained = old.sessions().drain(DEADLINE);
        assertThat(visitor.ask("/pinned")).isEqualTo("1 yes");
        assertThat(other.ask("/get?name=a")).isEqualTo("2 b");
        assertThat(old.sessions().holding()).singleElement().satisfies(held -> {
            assertThat(held.kind()).isEqualTo("session");
            assertThat(held.count()).isEqualTo(1);
        });
        assertThat(drained).isNotCompleted();

        assertThat(visitor.ask("/logout")).isEqualTo("1 out");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(drained).isCompleted());
        assertThat(visitor.ask("/pinned")).isEqualTo("2 nobody");
    }

    @Test
    void sessionThatIsTooLargeStaysWithItsVersion() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/large");
        live("2");
        old.sessions().drain(DEADLINE);
        assertThat(visitor.ask("/pinned")).isEqualTo("1 yes");
    }

    @Test
    void sessionThatCannotGoOverEndsAtTheDeadlineAndItsListenersAreTold() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/pin");
        live("2");
        CompletionStage<Void> drained = old.sessions().drain(DEADLINE);
        assertThat(visitor.ask("/pinned")).isEqualTo("1 yes");

        old.sessions().end(Duration.ZERO);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(drained).isCompleted());
        old.close();
        assertThat(events.list).containsExactly("created", "destroyed");
        assertThat(visitor.ask("/pinned")).isEqualTo("2 nobody");
    }

    @Test
    void sessionsOfTwoReplacedVersionsAreBothFound() throws Exception {
        live("1");
        Visitor first = new Visitor(host);
        first.ask("/pin");
        live("2");
        Visitor second = new Visitor(host);
        second.ask("/pin");
        live("3");
        assertThat(first.ask("/pinned")).isEqualTo("1 yes");
        assertThat(second.ask("/pinned")).isEqualTo("2 yes");
        assertThat(new Visitor(host).ask("/pinned")).isEqualTo("3 nobody");
    }

    @Test
    void requestsJoinALongOneOfTheirSessionOnTheOldVersionAndGoOverAfterIt() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/counter");
        CompletableFuture<String> held = visitor.later("/hold");
        events.holding.await();
        liveUnderLoad("2");
        CompletionStage<Void> drained = old.sessions().drain(DEADLINE);
        assertThat(visitor.ask("/count")).isEqualTo("1 1");
        events.release.countDown();
        assertThat(held.get()).isEqualTo("1 held");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(drained).isCompleted());
        assertThat(visitor.ask("/count")).isEqualTo("2 2");
    }

    @Test
    void activationListenersAreToldOnEitherSide() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/basket");
        live("2");
        old.sessions().drain(DEADLINE).toCompletableFuture().get();
        // A save in between tells them too.
        assertThat(visitor.ask("/basket")).matches("2 passivated ([1-9]) activated \\1 bound 1");
        assertThat(visitor.ask("/basket")).matches("2 passivated ([1-9]) activated \\1 bound 1");
        assertThat(events.list).containsExactly("created");
    }

    @Test
    void sessionOfAClassThatIsGoneStaysWithItsVersion() throws Exception {
        Path jar = new TestJar().classes(Basket.class).write();
        WebApp old = host.prepare("s", SessionServlet.web("1", events), TestJar.loader(jar), List.of());
        host.publish("s", old);
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=a&value=b");
        visitor.ask("/foreign?class=" + Basket.class.getName());
        ClassLoader without = new ClassLoader(null) {};
        WebApp next = host.prepare("s", SessionServlet.web("2", events), without, List.of());
        host.publish("s", next);
        assertThat(visitor.ask("/has?name=foreign")).isEqualTo("1 true");
        old.sessions().drain(DEADLINE);
        assertThat(visitor.ask("/has?name=foreign")).isEqualTo("1 true");
    }

    @Test
    void sessionsOutliveADeploymentWithoutASuccessorAndARestartOfTheHost() throws Exception {
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        assertThat(drained(old)).isCompleted();
        old.close();
        WebApp enabled = live("2");
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 red");
        visitor.ask("/put?name=colour&value=blue");
        enabled.close();

        try (WebHost restarted = new WebHost(Workers.start(64, 1_000), host.sessions)) {
            restarted.serve("s", SessionServlet.web("3", events));
            assertThat(visitor.on(restarted).ask("/get?name=colour")).isEqualTo("3 blue");
        }
        assertThat(events.list).containsExactly("created");
    }

    @Test
    void hostThatIsKilledHasSavedWhatChangedBefore() throws Exception {
        live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(saved()).hasSize(1));
        try (WebHost next = new WebHost(Workers.start(64, 1_000), host.sessions)) {
            next.serve("s", SessionServlet.web("2", events));
            assertThat(visitor.on(next).ask("/get?name=colour")).isEqualTo("2 red");
        }
    }

    @Test
    void savedSessionsAreForTheHostsUserAloneAndTellNoId() throws Exception {
        WebApp app = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        app.close();
        assertThat(saved()).singleElement().satisfies(file -> {
            assertThat(file.getFileName().toString()).doesNotContain(visitor.cookie());
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
        });
    }

    @Test
    void damagedFileIsSetAsideAndFailsNoRequest() throws Exception {
        WebApp app = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        app.close();
        Path file = saved().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        live("2");
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 nobody");
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 nobody");
        assertThat(file).doesNotExist();
        assertThat(file.resolveSibling(file.getFileName() + ".damaged")).exists();
    }

    @Test
    void sessionThatCannotBeSavedLivesOnInMemory() throws Exception {
        Files.writeString(host.sessions.resolve("s"), "where the directory should be");
        WebApp old = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        live("2");
        assertThat(drained(old)).isCompleted();
        old.close();
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("2 red");
    }

    @Test
    void endedSessionLeavesNothingOnDisk() throws Exception {
        WebApp app = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(saved()).hasSize(1));
        String before = visitor.cookie();
        visitor.ask("/renew");
        assertThat(visitor.cookie()).isNotEqualTo(before);
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("1 red");
        visitor.ask("/logout");
        assertThat(visitor.ask("/get?name=colour")).isEqualTo("1 nobody");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(saved()).isEmpty());
        app.close();
        assertThat(saved()).isEmpty();
    }

    @Test
    void sessionsThatExpireEndOnTimeInMemoryAndOnDisk() throws Exception {
        WebApp app = live("1");
        Visitor visitor = new Visitor(host);
        visitor.ask("/put?name=colour&value=red");
        visitor.ask("/interval?seconds=1");
        app.close();
        await().atMost(DEADLINE).untilAsserted(() -> {
            WebApp next = live("2");
            next.scavengeSessions();
            next.close();
            assertThat(events.list).containsExactly("created", "destroyed");
        });
        assertThat(saved()).isEmpty();

        WebApp last = live("3");
        Visitor second = new Visitor(host);
        second.ask("/put?name=colour&value=red");
        second.ask("/interval?seconds=1");
        await().atMost(DEADLINE).untilAsserted(() -> {
            last.scavengeSessions();
            assertThat(events.list).containsExactly("created", "destroyed", "created", "destroyed");
        });
    }

    @Test
    void nothingOfADeploymentIsHeldWhenItsSessionsHaveGoneOver() throws Exception {
        Path jar = new TestJar().classes(Basket.class).write();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Visitor visitor = new Visitor(host);
        WebApp old = null;
        for (int version = 1; version <= 10; version++) {
            old = replace(old, TestJar.loader(jar), loaders);
            visitor.ask("/put?name=a&value=b");
            visitor.ask("/foreign?class=" + Basket.class.getName());
        }
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            System.gc();
            assertThat(loaders.stream().filter(loader -> loader.get() != null)).hasSize(1);
        });
        assertThat(visitor.ask("/has?name=foreign")).isEqualTo("1 true");
    }

    private WebApp replace(WebApp old, ClassLoader loader, List<WeakReference<ClassLoader>> loaders) throws Exception {
        loaders.add(new WeakReference<>(loader));
        WebApp next = host.prepare("s", SessionServlet.web("1", events), loader, List.of());
        host.publish("s", next);
        if (old != null) {
            drained(old);
            old.close();
        }
        return next;
    }

    /** Replaces what is live when no request uses a session any more. */
    private WebApp live(String version) throws Exception {
        host.settle();
        return liveUnderLoad(version);
    }

    private WebApp liveUnderLoad(String version) throws Exception {
        return host.serve("s", SessionServlet.web(version, events));
    }

    private static CompletableFuture<Void> drained(WebApp app) {
        CompletableFuture<Void> drained = app.sessions().drain(DEADLINE).toCompletableFuture();
        drained.join();
        return drained;
    }

    private List<Path> saved() throws Exception {
        Path directory = host.sessions.resolve("s");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".session")).toList();
        }
    }

    /** A browser with one session. */
    private static final class Visitor {
        private final WebHost host;
        private volatile String cookie = "";

        Visitor(WebHost host) {
            this.host = host;
        }

        String ask(String path) throws Exception {
            HttpResponse<String> answer = host.get("/apps/s" + path, "cookie", cookie);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answer.headers()
                    .firstValue("set-cookie")
                    .ifPresent(value -> cookie = value.substring(0, value.indexOf(';')));
            return answer.body();
        }

        CompletableFuture<String> later(String path) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return ask(path);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }

        String cookie() {
            return cookie.substring(cookie.indexOf('=') + 1);
        }

        Visitor on(WebHost other) {
            Visitor visitor = new Visitor(other);
            visitor.cookie = cookie;
            return visitor;
        }
    }
}
