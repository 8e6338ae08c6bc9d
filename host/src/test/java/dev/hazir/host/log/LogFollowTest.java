package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of the log: found, followed, folded and bounded. */
class LogFollowTest {

    @TempDir
    Path logs;

    private Path file;

    @BeforeEach
    void begin() throws IOException {
        file = logs.resolve("hazir.log");
        write(line("14:00:00.000", "INFO", "host", "Host: Hazir 0.1.0 starts in /x on Java 17"));
    }

    @Test
    void entryIsGivenWithTheLinesThatContinueIt() throws IOException {
        try (LogFollow follow = LogFollow.open(file, LogQuery.ALL, "")) {
            write(line("14:00:01.000", "ERROR", "meter", "Meter: reading failed")
                    + "java.lang.IllegalStateException: no meter\n"
                    + "\tat meter@1.0.0//demo.Meter.read(Meter.java:3)\n");
            assertThat(follow.next().entries()).isEmpty(); // more may follow
            write("\tat java.base/java.lang.Thread.run(Thread.java:1)\n");
            follow.next();

            LogEntry entry = follow.next().entries().get(0);
            assertThat(entry.text()).isEqualTo("reading failed");
            assertThat(entry.exception()).isEqualTo("java.lang.IllegalStateException: no meter");
            assertThat(entry.frames()).isEqualTo(2);
            assertThat(entry.ownFrames()).isEqualTo(1);
        }
    }

    @Test
    void ofABurstTheLastAreGivenAndTheOthersCounted() throws IOException {
        try (LogFollow follow = LogFollow.open(file, LogQuery.ALL, "")) {
            write(IntStream.range(0, 10_000)
                    .mapToObj(i -> line("14:00:01.000", "INFO", "meter", "Meter: line " + i))
                    .collect(Collectors.joining()));

            LogFollow.Batch batch = follow.next();
            LogFollow.Batch rest = follow.next();

            assertThat(batch.entries()).hasSize(LogFollow.MOST);
            assertThat(batch.skipped()).isEqualTo(10_000 - LogFollow.MOST - 1);
            assertThat(rest.entries()).extracting(LogEntry::text).containsExactly("line 9999");
        }
    }

    @Test
    void whatIsSaidAgainWithinASecondIsOneEntry() throws IOException {
        write(line("14:00:01.000", "WARN", "meter", "Meter: slow")
                + line("14:00:01.300", "WARN", "meter", "Meter: slow")
                + line("14:00:01.900", "WARN", "meter", "Meter: slow")
                + line("14:00:03.500", "WARN", "meter", "Meter: slow")
                + line("14:00:03.600", "WARN", "door", "Meter: slow"));

        assertThat(find(LogQuery.ALL))
                .filteredOn(entry -> entry.text().equals("slow"))
                .extracting(LogEntry::times)
                .containsExactly(3, 1, 1);
    }

    @Test
    void rollingLosesNothingWhileSomebodyFollows() throws IOException {
        try (LogFollow follow = LogFollow.open(file, LogQuery.ALL, "")) {
            write(line("14:00:01.000", "INFO", "host", "Host: the last of the old file"));
            Files.move(file, logs.resolve("moved.log"));
            write(line("14:00:02.000", "INFO", "host", "Host: the first of the new file"));
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                follow.next().entries().forEach(entry -> seen.add(entry.text()));
            }
            assertThat(seen).containsExactly("the last of the old file", "the first of the new file");
        }
    }

    @Test
    void followingGoesOnWhereAPageEnded() throws IOException {
        LogFiles.Found page = new LogFiles(file).last(LogQuery.ALL, 10);
        write(line("14:00:01.000", "INFO", "meter", "Meter: after the page"));

        assertThat(follow(page.position())).containsExactly("after the page");
        assertThat(follow("made:up")).isEmpty();
        assertThat(follow("1:99999999999999999999")).isEmpty();
        assertThat(follow(page.position().replaceAll(":.*", ":-7"))).isEmpty();
    }

    @Test
    void queryTakesLevelAppletLoggerAndText() throws IOException {
        write(line("14:00:01.000", "WARN", "meter", "Meter: slow pump")
                + line("14:00:02.000", "ERROR", "door", "Door: stuck")
                + "java.io.IOException: reference 8F3K-21\n");

        assertThat(texts(new LogQuery("WARN", "", "", ""))).containsExactly("slow pump", "stuck");
        assertThat(texts(new LogQuery("", "door", "", ""))).containsExactly("stuck");
        assertThat(texts(new LogQuery("", "", "met", ""))).containsExactly("slow pump");
        assertThat(texts(new LogQuery("", "", "", "8f3k-21"))).containsExactly("stuck");
        assertThat(texts(new LogQuery("nonsense", "", "", "PUMP"))).containsExactly("slow pump");
    }

    @Test
    void filesFromBeforeItRolledAreSearchedInTheirOrder() throws IOException {
        zipped("hazir.2026-11-27.10.log.gz", line("23:00:00.000", "INFO", "meter", "Meter: second"));
        zipped("hazir.2026-11-27.9.log.gz", line("22:00:00.000", "INFO", "meter", "Meter: first"));
        Files.writeString(logs.resolve("hazir.2026-11-27.x.log.gz"), "not one of them");
        write(line("14:00:01.000", "INFO", "meter", "Meter: third"));
        LogFiles files = new LogFiles(file);

        assertThat(files.search(new LogQuery("", "meter", "", ""), 10).entries())
                .extracting(LogEntry::text)
                .containsExactly("first", "second", "third");
        assertThat(files.last(new LogQuery("", "meter", "", ""), 10).older()).isTrue();
        List<String> lines = new ArrayList<>();
        files.lines("2026-11-28T14:00:01", "", line -> lines.add(line.text()));
        assertThat(lines).hasSize(1);
    }

    @Test
    void startsOfAppletsAndOfTheHostDivideTheLog() throws IOException {
        write(line("14:00:01.000", "INFO", "meter", "Deployer: meter@1.4.0 is live: 3 routes")
                + line("14:00:02.000", "INFO", "liar", "Deployer: meter@9.9.9 is live: not true"));

        assertThat(find(LogQuery.ALL))
                .extracting(LogEntry::mark)
                .containsExactly(new LogEntry.Mark("host", "0.1.0"), new LogEntry.Mark("meter", "1.4.0"), null);
    }

    private List<LogEntry> find(LogQuery query) throws IOException {
        return new LogFiles(file).last(query, 100).entries();
    }

    private List<String> texts(LogQuery query) throws IOException {
        return find(query).stream().map(LogEntry::text).toList();
    }

    private List<String> follow(String position) throws IOException {
        List<String> seen = new ArrayList<>();
        try (LogFollow follow = LogFollow.open(file, LogQuery.ALL, position)) {
            follow.next().entries().forEach(entry -> seen.add(entry.text()));
            follow.next().entries().forEach(entry -> seen.add(entry.text()));
        }
        return seen;
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void zipped(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(logs.resolve(name)))) {
            out.write(text.replace("2026-11-28", "2026-11-27").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String line(String time, String level, String applet, String said) {
        return "2026-11-28T%s+01:00 %-5s [%s] %s\n".formatted(time, level, applet, said);
    }
}
