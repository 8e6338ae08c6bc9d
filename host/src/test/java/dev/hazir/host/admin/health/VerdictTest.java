package dev.hazir.host.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.admin.health.Verdict.Cause;
import dev.hazir.host.front.ClientView;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.topic.TopicView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first cause that explains the others is the one that is said. */
class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-20T14:06:31Z");
    private static final Facts.Machine CALM = new Facts.Machine(6, 6, 40, 512, 12, 3);

    private List<BlockReport> blockedNow = List.of();
    private List<BlockReport> blocks = List.of();
    private List<LoopState> loops = List.of(loop(3));
    private Workers.Figures workers = new Workers.Figures(1, 4, 200, 0);
    private List<ClientView> clients = List.of();
    private List<SlowReceiver> receivers = List.of();
    private List<TopicView> topics = List.of();
    private List<Problem> problems = List.of();
    private Facts.Machine machine = CALM;
    private Facts.Slowest slowest = new Facts.Slowest("report", 340);

    @Test
    void causesAreLookedForInTheOrderInWhichOneExplainsTheOthers() {
        blockedNow = List.of(block(1_840, true));
        loops = List.of(loop(1_840));
        blocks = List.of(block(1_200, false));
        workers = new Workers.Figures(200, 200, 200, 12);
        clients = List.of(client("web", 9), client("loop", 80));
        receivers = List.of(new SlowReceiver("meter", "websocket /apps/meter/live", "10.0.0.9:80", 4_100_000));
        topics = List.of(topic(812));
        machine = new Facts.Machine(640, 640, 500, 512, 97, 12);
        problems = List.of(new Problem("SYS-401", null, "The disk is nearly full.", "2 MB are left.", "Make room."));
        List<Cause> found = new ArrayList<>();

        found.add(said().cause());
        blockedNow = List.of();
        found.add(said().cause());
        loops = List.of(loop(3));
        found.add(said().cause());
        blocks = List.of();
        found.add(said().cause());
        workers = new Workers.Figures(1, 4, 200, 0);
        found.add(said().cause());
        clients = List.of();
        found.add(said().cause());
        receivers = List.of();
        found.add(said().cause());
        topics = List.of();
        found.add(said().cause());
        machine = new Facts.Machine(6, 6, 40, 512, 97, 12);
        found.add(said().cause());
        machine = CALM;
        assertThat(said().sentence()).isEqualTo("The disk is nearly full.");
        problems = List.of();
        found.add(said().cause());

        assertThat(found).containsExactly(Cause.values());
    }

    @Test
    void blockedLoopIsToldWithAppletLineCallAndWhoWaits() {
        blockedNow = List.of(block(1_840, true));

        assertThat(said().sentence()).isEqualTo("meter is blocking event loop 2.");
        assertThat(said().detail())
                .isEqualTo(
                        "For 1.84 s so far, at MeterApplet.java:34 – Thread.sleep, while handling line on port devices"
                                + " from /10.0.0.7:4711. 37 tasks wait for it.");
        assertThat(said().place()).isEqualTo("MeterApplet.java:34");
    }

    @Test
    void oneShortBlockIsNoCauseButThreeAre() {
        blocks = List.of(block(250, false), block(250, false));
        assertThat(said().cause()).isEqualTo(Cause.NOTHING);

        blocks = List.of(block(250, false), block(250, false), block(300, false));
        assertThat(said().cause()).isEqualTo(Cause.BLOCKED_LATELY);
        assertThat(said().sentence()).isEqualTo("meter blocked event loop 2 3 times in the last 10 minutes.");
    }

    @Test
    void fullWorkersAreToldWithWhoHoldsThem() {
        workers = new Workers.Figures(200, 200, 200, 12);
        clients = List.of(client("web", 9), client("web", 3));

        assertThat(said().text()).isEqualTo("All 200 worker threads are busy. report holds 2. 12 tasks wait for one.");
    }

    @Test
    void answersThatAreHeldBackOnPurposeAreNoCause() {
        clients = List.of(client("loop", 30), client("loop", 58));

        assertThat(said().cause()).isEqualTo(Cause.NOTHING);
    }

    @Test
    void nothingFoundNamesTheSlowestPages() {
        assertThat(said().text())
                .isEqualTo("Nothing found: everything answers within limits. Slowest pages: report, p95 340 ms.");
        slowest = new Facts.Slowest("", Double.NaN);
        assertThat(said().severe()).isFalse();
        assertThat(said().detail()).isEqualTo("No page was asked for in the last minutes.");
    }

    @Test
    void whatWasNotMeasuredYetIsNoCause() {
        machine = new Facts.Machine(Double.NaN, Double.NaN, Double.NaN, 512, Double.NaN, Double.NaN);

        assertThat(said().cause()).isEqualTo(Cause.NOTHING);
    }

    private Verdict said() {
        return Verdict.of(new Facts(
                NOW, blockedNow, blocks, loops, workers, clients, receivers, topics, problems, machine, slowest));
    }

    private static LoopState loop(long lagMillis) {
        Duration lag = Duration.ofMillis(lagMillis);
        return new LoopState("loop-2", lag, lag, Duration.ZERO, Duration.ZERO, 2);
    }

    private static ClientView client(String side, long seconds) {
        return new ClientView(
                "id", "10.0.0.1:1", "report", side, "GET /apps/report/", Duration.ofSeconds(seconds), true, 0);
    }

    private static TopicView topic(int queue) {
        return new TopicView("readings", "meter", "Reading", 1, 0, 1, 1, queue, queue, 0, List.of());
    }

    private static BlockReport block(long millis, boolean running) {
        return new BlockReport(
                "meter",
                "1.3.0",
                "loop-2",
                Duration.ofMillis(millis),
                running,
                "MeterApplet.java:34",
                "demo.MeterApplet.parse",
                "java.lang.Thread.sleep",
                "",
                "line on port devices from /10.0.0.7:4711",
                "port devices",
                false,
                37,
                List.of(),
                NOW.minusSeconds(5),
                List.of());
    }
}
