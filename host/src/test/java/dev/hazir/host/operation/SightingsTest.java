package dev.hazir.host.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when problems are there, over looks, restarts and disks that are in the way. */
class SightingsTest {

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final AtomicInteger writes = new AtomicInteger();
    private boolean full;
    private Home home;
    private Sightings sightings;

    @BeforeEach
    void open() throws Exception {
        home = Home.open(directory.resolve("home"), (step, file) -> {
            if (file.toString().contains("problems.json")) {
                if (full) {
                    throw new IOException("No space left on device");
                }
                writes.addAndGet(step == Disk.Step.RENAME ? 1 : 0);
            }
        });
        restart();
    }

    @AfterEach
    void close() throws Exception {
        home.close();
    }

    @Test
    void problemKeepsItsTimeWhileItsFiguresChangeAndIsNewWhenItComesBack() {
        Instant first = now();
        assertThat(since(disk(30))).isEqualTo(first);
        time.advance(Duration.ofMinutes(5));

        assertThat(since(disk(29))).isEqualTo(first);
        assertThat(sightings.dated(List.of())).isEmpty();
        time.advance(Duration.ofMinutes(5));

        assertThat(since(disk(29))).isEqualTo(now());
    }

    @Test
    void problemThatKnowsItsTimeKeepsThat() {
        Instant own = now().minusSeconds(77);

        assertThat(since(disk(1).since(own))).isEqualTo(own);
    }

    @Test
    void problemsOfTwoAppletsAreTwo() {
        Problem meter = new Problem("APP-101", "meter", "It needs ledger.", "", "");
        Problem door = new Problem("APP-101", "door", "It needs ledger.", "", "");
        Instant first = now();
        sightings.dated(List.of(meter));
        time.advance(Duration.ofMinutes(1));

        assertThat(sightings.dated(List.of(meter, door)))
                .extracting(Problem::since)
                .containsExactly(first, now());
    }

    @Test
    void restartMakesNoProblemNewAndLooksWriteNothing() {
        Instant first = now();
        since(disk(30));
        for (int look = 0; look < 20; look++) {
            since(disk(30 - look));
        }
        assertThat(writes).hasValue(1);
        time.advance(Duration.ofHours(1));

        restart();

        assertThat(since(disk(3))).isEqualTo(first);
    }

    @Test
    void problemThatComesAndGoesIsNotWrittenEachTime() {
        for (int look = 0; look < 20; look++) {
            sightings.dated(look % 2 == 0 ? List.of(disk(1)) : List.of());
            time.advance(Duration.ofMillis(100));
        }

        assertThat(writes.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void diskThatTakesNothingAndAFileThatIsNoneOfOursAreNoObstacle() throws Exception {
        full = true;
        Instant first = now();
        since(disk(30));
        time.advance(Duration.ofMinutes(1));
        assertThat(since(disk(30))).isEqualTo(first);
        full = false;

        for (String content : List.of("", "{}", "[null]", "[{}]", "[{\"code\":1,\"since\":\"never\"}]")) {
            Files.writeString(home.root().resolve("problems.json"), content);
            restart();
            assertThat(since(disk(30))).as(content).isEqualTo(now());
        }
    }

    private Instant since(Problem problem) {
        return sightings.dated(List.of(problem)).get(0).since();
    }

    private static Problem disk(int free) {
        return new Problem("SYS-512", null, "The disk is nearly full: " + free + " MiB are free.", "", "");
    }

    private void restart() {
        sightings = new Sightings(home.root(), home.disk(), time.clock());
    }

    private Instant now() {
        return time.clock().instant();
    }
}
