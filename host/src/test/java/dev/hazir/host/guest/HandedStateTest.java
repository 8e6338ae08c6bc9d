package dev.hazir.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.HandedOver;
import dev.hazir.host.lifecycle.ManualTime;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class HandedStateTest {

    record Counted(int count, String left) {}

    record CountedAndNamed(int count, @Nullable String name, int since) {}

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, (Runnable task) -> new LoopThread(task, "test-loop"), NioIoHandler.newFactory());
    private final ManualTime time = new ManualTime();
    private final Guest before = guest("1.0.0");
    private final Guest next = guest("2.0.0");

    @AfterEach
    void stop() throws Exception {
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
    }

    @Test
    void recordComesBackAsTheRecordOfTheNextVersion() throws Exception {
        HandedOver state = handed(() -> new Counted(7, "gone"));
        assertThat(state.version()).isEqualTo("1.0.0");
        assertThat(state.as(CountedAndNamed.class)).isEqualTo(new CountedAndNamed(7, null, 0));
        assertThat(new String(state.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"count\":7,\"left\":\"gone\"}");
    }

    @Test
    void bytesComeBackAsTheyWere() throws Exception {
        byte[] own = {1, 2, 3};
        HandedOver state = handed(() -> own);
        own[0] = 9;
        assertThat(state.bytes()).containsExactly(1, 2, 3);
        assertThat(state.as(byte[].class)).containsExactly(1, 2, 3);
    }

    @Test
    void valueOfAStageIsWaitedFor() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletableFuture<Optional<HandedState>> answer = ask(() -> later);
        assertThat(answer).isNotDone();
        later.complete(new Counted(1, ""));
        assertThat(answer.get(30, TimeUnit.SECONDS)).isPresent();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void stageThatIsLateIsGivenUp() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        CompletableFuture<Optional<HandedState>> answer = ask(() -> never);
        time.advance(Duration.ofMillis(4_999));
        settle();
        assertThat(answer).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("5 s");
        never.complete("too late");
        settle();
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void nullKeepsItWhereItIs() throws Exception {
        assertThat(ask(() -> null).get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(ask(() -> CompletableFuture.completedFuture(null)).get(30, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void whatTheGuestThrowsIsTold() throws Exception {
        assertThatThrownBy(() -> ask(() -> {
                            throw new IllegalStateException("not now");
                        })
                        .get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("not now");
        assertThatThrownBy(() -> ask(() -> CompletableFuture.failedFuture(new IllegalStateException("not later")))
                        .get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("not later");
    }

    @Test
    void stateThatDoesNotFitIsRefusedWithASentence() throws Exception {
        HandedOver state = handed(() -> List.of(1, 2));
        assertThatThrownBy(() -> state.as(Counted.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the state of version 1.0.0 does not fit " + Counted.class.getName());
    }

    private HandedOver handed(Callable<@Nullable Object> handOver) throws Exception {
        return ask(handOver).get(30, TimeUnit.SECONDS).orElseThrow().to(next);
    }

    private CompletableFuture<Optional<HandedState>> ask(Callable<@Nullable Object> handOver) throws Exception {
        return loops.submit(() -> HandedState.ask(before.turn(), Trigger.of("hand-over"), time, handOver)
                        .toCompletableFuture())
                .get();
    }

    private void settle() throws Exception {
        loops.submit(() -> {}).get();
    }

    private Guest guest(String version) {
        return new Guest(
                new AppletInfo("m", "M", version, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                HandedStateTest.class.getClassLoader(),
                loops.next(),
                Runnable::run);
    }
}
