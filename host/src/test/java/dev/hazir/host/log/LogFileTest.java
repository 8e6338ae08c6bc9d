package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {

    private static final Logger log = LoggerFactory.getLogger(LogFileTest.class);

    @TempDir
    Path logs;

    @Test
    void linesFromBeforeAndAfterItRollsAreInOneFile() throws Exception {
        Files.writeString(file(), "of the last run\n");
        try (LogFile opened = LogFile.open(logs)) {
            log.info("before");
            opened.roll();
            log.info("after");
            opened.roll();
            assertThat(opened.failure()).isEmpty();
        }
        assertThat(Files.readString(file()))
                .startsWith("of the last run\n")
                .containsSubsequence("[host] LogFileTest: before\n", "[host] LogFileTest: after\n");
        assertThat(logs).isDirectoryNotContaining("glob:**.gz");
    }

    @Test
    void aFileOfAnEarlierDayIsPutAsideWithTheDateOfItsLastLine() throws Exception {
        Files.writeString(file(), "of the last run\n");
        Instant earlier = Instant.now().minus(3, ChronoUnit.DAYS);
        Files.setLastModifiedTime(file(), FileTime.from(earlier));
        Path aside = logs.resolve("hazir." + LocalDate.ofInstant(earlier, ZoneId.systemDefault()) + ".0.log.gz");
        try (LogFile opened = LogFile.open(logs)) {
            await().untilAsserted(() -> {
                log.info("of this run");
                assertThat(aside).exists();
            });
        }
        assertThat(Files.readString(file())).doesNotContain("of the last run").contains("of this run");
    }

    private Path file() {
        return logs.resolve(LogFile.NAME);
    }
}
