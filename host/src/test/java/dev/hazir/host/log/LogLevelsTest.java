package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.lifecycle.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Levels that are changed for a while. */
class LogLevelsTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final ManualTime time = new ManualTime();
    private final LogLevels levels =
            new LogLevels(time.clock()::instant, (delay, task) -> time.after(delay, Runnable::run, task));
    private final Logger logger = LoggerFactory.getLogger("test.levels.Pump");

    @AfterEach
    void close() {
        levels.close();
    }

    @Test
    void levelOfALoggerFallsBackByItself() {
        assertThat(logger.isDebugEnabled()).isFalse();

        levels.set(LogLevels.Of.LOGGER, "test.levels", "DEBUG", HALF_AN_HOUR, "ops");
        assertThat(logger.isDebugEnabled()).isTrue();
        assertThat(levels.list())
                .singleElement()
                .satisfies(change -> assertThat(change.by() + change.name()).isEqualTo("opstest.levels"));

        time.advance(Duration.ofMinutes(31));
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(levels.list()).isEmpty();
    }

    @Test
    void levelOfAnAppletHoldsForItsLinesAlone() {
        levels.set(LogLevels.Of.APPLET, "meter", "TRACE", HALF_AN_HOUR, "ops");
        levels.set(LogLevels.Of.APPLET, "noisy", "ERROR", HALF_AN_HOUR, "ops");

        assertThat(logger.isTraceEnabled()).isFalse();
        try (MDC.MDCCloseable applet = MDC.putCloseable("applet", "meter")) {
            assertThat(logger.isTraceEnabled()).isTrue();
        }
        try (MDC.MDCCloseable applet = MDC.putCloseable("applet", "noisy")) {
            assertThat(logger.isWarnEnabled()).isFalse();
            assertThat(logger.isErrorEnabled()).isTrue();
        }
        levels.forget("meter");
        try (MDC.MDCCloseable applet = MDC.putCloseable("applet", "meter")) {
            assertThat(logger.isTraceEnabled()).isFalse();
        }
    }

    @Test
    void laterChangeReplacesTheFormerAndItsEnd() {
        levels.set(LogLevels.Of.LOGGER, "test.levels", "DEBUG", Duration.ofMinutes(10), "ops");
        time.advance(Duration.ofMinutes(5));
        levels.set(LogLevels.Of.LOGGER, "test.levels", "TRACE", Duration.ofMinutes(10), "anna");
        time.advance(Duration.ofMinutes(6));

        assertThat(logger.isTraceEnabled()).isTrue();
        time.advance(Duration.ofMinutes(5));
        assertThat(logger.isDebugEnabled()).isFalse();
    }

    @Test
    void closingUndoesAllAndEndingUndoesOne() {
        levels.set(LogLevels.Of.LOGGER, "test.levels", "DEBUG", HALF_AN_HOUR, "ops");
        assertThat(levels.end(LogLevels.Of.LOGGER, "test.levels", "ops")).isTrue();
        assertThat(levels.end(LogLevels.Of.LOGGER, "test.levels", "ops")).isFalse();
        assertThat(logger.isDebugEnabled()).isFalse();

        levels.set(LogLevels.Of.LOGGER, "test.levels", "DEBUG", HALF_AN_HOUR, "ops");
        levels.close();
        assertThat(logger.isDebugEnabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "LOGGER, 'a b', DEBUG, 30, name",
        "LOGGER, '', DEBUG, 30, name",
        "APPLET, Meter, DEBUG, 30, name",
        "APPLET, '<b>', DEBUG, 30, name",
        "LOGGER, a.b, LOUD, 30, level",
        "LOGGER, a.b, DEBUG, 0, minutes",
        "LOGGER, a.b, DEBUG, 100000, minutes",
    })
    void whatIsNoLevelOrNameOrTimeIsRefused(LogLevels.Of of, String name, String level, int minutes, String word) {
        assertThatThrownBy(() -> levels.set(of, name, level, Duration.ofMinutes(minutes), "ops"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
        assertThat(levels.list()).isEmpty();
    }
}
