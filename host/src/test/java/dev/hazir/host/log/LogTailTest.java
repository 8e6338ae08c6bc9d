package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log file and its end. */
class LogTailTest {

    @TempDir
    Path logs;

    @Test
    void everyLineNamesTheApplet() throws IOException {
        Logger logger = LoggerFactory.getLogger(LogTailTest.class);
        try (LogFile file = LogFile.open(logs)) {
            logger.info("the host says");
            try (MDC.MDCCloseable applet = MDC.putCloseable("applet", "meter")) {
                logger.error("the applet says", new IllegalStateException("broken"));
            }
            java.util.logging.Logger.getLogger("other.library").warning("a library says");
        }
        logger.info("after the end");

        List<LogLine> all = tail("hazir.log", Optional.empty());
        List<LogLine> ofMeter = tail("hazir.log", Optional.of("meter"));

        assertThat(all).extracting(LogLine::text).anyMatch(text -> text.endsWith(" LogTailTest: the host says"));
        assertThat(all).extracting(LogLine::text).noneMatch(text -> text.contains("after the end"));
        assertThat(all)
                .extracting(LogLine::text)
                .anyMatch(text -> text.contains("WARN  [host] library: a library says"));
        assertThat(ofMeter.get(0).text()).contains("ERROR [meter] LogTailTest: the applet says");
        assertThat(ofMeter.get(1).text()).isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(ofMeter).extracting(LogLine::text).noneMatch(text -> text.contains("the host says"));
        assertThat(ofMeter).extracting(LogLine::level).containsOnly("ERROR");
    }

    @Test
    void onlyTheLastLinesAreGivenAndThenWhatIsAdded() throws IOException {
        Path file = Files.write(logs.resolve("x.log"), List.of("one", "two", "three"));

        try (LogTail tail = LogTail.open(file, Optional.empty())) {
            assertThat(tail.last(2)).extracting(LogLine::text).containsExactly("two", "three");
            assertThat(tail.next()).isEmpty();
            Files.writeString(file, "fo", StandardOpenOption.APPEND);
            assertThat(tail.next()).isEmpty();
            Files.writeString(file, "ur\nfive\n", StandardOpenOption.APPEND);
            assertThat(tail.next()).extracting(LogLine::text).containsExactly("four", "five");
        }
    }

    @Test
    void rollingLosesNoLine() throws IOException {
        Path file = Files.write(logs.resolve("x.log"), List.of("one", "two"));

        try (LogTail tail = LogTail.open(file, Optional.empty())) {
            tail.last(0);
            Files.writeString(file, "last of the old\n", StandardOpenOption.APPEND);
            Files.move(file, logs.resolve("old.log"));
            Files.writeString(file, "new\n");
            assertThat(tail.next()).extracting(LogLine::text).containsExactly("last of the old", "new");
        }
    }

    @Test
    void noLineIsLostAndFilesKeepTheirNamesWhenTheClockJumps() throws IOException {
        Logger logger = LoggerFactory.getLogger(LogTailTest.class);
        List<String> said = new ArrayList<>();
        try (LogFile file = LogFile.open(logs)) {
            file.roll();
            long now = System.currentTimeMillis();
            for (int hours : new int[] {0, 5, -5, 0, 30, 0, -30, 31, 0}) {
                setClock(now + Duration.ofHours(hours).toMillis());
                said.add("said at " + hours + " as " + said.size());
                logger.info(said.get(said.size() - 1));
            }
        }

        // Closing waits for the last file to be compressed, but not for those before it.
        await().untilAsserted(() -> assertThat(files())
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(file.getFileName().toString())
                        .matches("hazir(\\.\\d{4}-\\d\\d-\\d\\d\\.\\d+\\.log\\.gz|\\.log)")));
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file);
                    InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
                new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            }
        }
        assertThat(lines)
                .filteredOn(line -> line.contains(": said at "))
                .extracting(line -> line.substring(line.indexOf("said")))
                .containsExactlyInAnyOrderElementsOf(said);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.sorted().toList();
        }
    }

    /** Sets the clock of the logging library alone. */
    private void setClock(long millis) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = (RollingFileAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(logs.toString());
        ((SizeAndTimeBasedRollingPolicy<ILoggingEvent>) appender.getRollingPolicy())
                .getTimeBasedFileNamingAndTriggeringPolicy()
                .setCurrentTime(millis);
    }

    private List<LogLine> tail(String name, Optional<String> applet) throws IOException {
        try (LogTail tail = LogTail.open(logs.resolve(name), applet)) {
            return tail.last(1000);
        }
    }
}
