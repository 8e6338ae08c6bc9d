package dev.hazir.host.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.admin.live.LiveChannel.Key;
import dev.hazir.host.admin.live.LiveChannel.Surroundings;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.page.LiveMarks;
import dev.hazir.host.security.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who have a page open are sent, and on whose threads. */
class LiveChannelTest {

    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<String> signedIn = new HashSet<>(Set.of("anna", "ben"));
    private final LiveChannel channel = new LiveChannel(
            new Key("/health", Role.VIEWER), "era", new Surroundings(source(), time, this::work, signedIn::contains));
    private int rate;
    private int looks;
    private int refusals;

    @ParameterizedTest
    @CsvSource({"0, 1000", "3, 1000", "10, 1000", "15, 1500", "20, 2000", "400, 2000"})
    void onePageTakesAHundredthOfAProcessorAsLongAsItStaysFresh(long took, long period) {
        assertThat(LiveChannel.periodFor(Duration.ofMillis(took))).isEqualTo(Duration.ofMillis(period));
    }

    @Test
    void whateverAnEventLoopTellsIsDoneByAWorker() {
        Page page = open("anna");
        assertThat(looks).isZero();
        assertThat(page.heard).isEmpty();

        workersWork();
        assertThat(looks).isEqualTo(1);
        page.expect("0/s");

        page.writable = false;
        rate = 7;
        second();
        assertThat(page.heard).isEmpty();
        page.writable = true;
        page.onWritable.run();
        assertThat(page.heard).isEmpty();
        workersWork();
        page.expect("7/s");
    }

    @Test
    void nobodyLooksAnyMoreWhenTheLastOneHasGone() {
        Page anna = open("anna");
        Page ben = open("ben");
        workersWork();
        assertThat(channel.watched()).isTrue();

        anna.onEnd.run();
        rate = 1;
        second();
        assertThat(anna.sent("1/s")).isFalse();
        ben.expect("1/s");

        ben.onEnd.run();
        assertThat(channel.watched()).isFalse();
        second();
        int looked = looks;
        second();
        assertThat(looks).isEqualTo(looked);
        assertThat(waiting).isEmpty();

        open("anna");
        workersWork();
        assertThat(looks).isEqualTo(looked + 1);
    }

    @Test
    void whenTheWorkersHaveNoRoomItIsTriedAgain() {
        refusals = 1;
        Page page = open("anna");
        workersWork();
        assertThat(page.heard).isEmpty();

        second();
        page.expect("0/s");

        refusals = 2;
        rate = 3;
        second();
        assertThat(page.heard).isEmpty();
        second();
        assertThat(page.heard).isEmpty();
        second();
        page.expect("3/s");
    }

    @Test
    void whoComesAgainIsSentOnlyWhatChangedMeanwhile() {
        Page page = open("anna");
        workersWork();
        page.expect("0/s");
        String seen = page.lastId;
        rate = 5;
        second();

        Page again = new Page(seen);
        channel.join(again, "anna");
        workersWork();
        assertThat(again.sent("5/s")).isTrue();
        assertThat(again.sent("structure")).isFalse();
    }

    @Test
    void goodByeIsSaidWhenASignInOrTheHostEnds() {
        Page anna = open("anna");
        Page ben = open("ben");
        workersWork();

        signedIn.remove("anna");
        second();
        assertThat(anna.sent("over")).isTrue();
        assertThat(anna.closed).isTrue();
        assertThat(ben.closed).isFalse();

        Page late = open("ben");
        channel.end();
        assertThat(ben.sent("host")).isTrue();
        assertThat(late.sent("host")).isTrue();
        assertThat(late.closed).isTrue();
        int looked = looks;
        workersWork();
        second();
        assertThat(looks).isEqualTo(looked);
    }

    private LiveSource source() {
        return new LiveSource() {
            @Override
            public boolean offers(String page, Role role) {
                return true;
            }

            @Override
            public Optional<Look> look(String page, Role role) {
                looks++;
                return Optional.of(new Look(new LiveMarks(Map.of("rate", rate + "/s"), List.of("rate")), null));
            }
        };
    }

    private void work(Runnable task) {
        if (refusals > 0) {
            refusals--;
            throw new RejectedExecutionException("no room");
        }
        waiting.add(task);
    }

    private Page open(String signIn) {
        Page page = new Page(null);
        channel.join(page, signIn);
        return page;
    }

    private void second() {
        time.advance(Duration.ofSeconds(1));
        workersWork();
    }

    private void workersWork() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** A stream that keeps what it is sent. */
    private static final class Page implements EventStream {

        private final @Nullable String seen;
        private final List<String> heard = new ArrayList<>();
        private String lastId = "";
        private Runnable onEnd = () -> {};
        private Runnable onWritable = () -> {};
        private boolean writable = true;
        private boolean closed;

        private Page(@Nullable String seen) {
            this.seen = seen;
        }

        private boolean sent(String text) {
            return heard.stream().anyMatch(event -> event.contains(text));
        }

        private void expect(String text) {
            assertThat(sent(text)).as("%s in %s", text, heard).isTrue();
            heard.clear();
        }

        @Override
        public void send(ServerEvent event) {
            heard.add(event.toString());
            lastId = event.id().orElse(lastId);
        }

        @Override
        public void sendJson(Object value) {
            heard.add(value.toString());
        }

        @Override
        public Optional<String> lastEventId() {
            return Optional.ofNullable(seen);
        }

        @Override
        public boolean writable() {
            return writable;
        }

        @Override
        public Registration onWritable(Runnable action) {
            onWritable = action;
            return () -> {};
        }

        @Override
        public Registration onEnd(Runnable action) {
            onEnd = action;
            return () -> {};
        }

        @Override
        public boolean ended() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
