package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
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

    private List<LogLine> tail(String name, Optional<String> applet) throws IOException {
        try (LogTail tail = LogTail.open(logs.resolve(name), applet)) {
            return tail.last(1000);
        }
    }
}
