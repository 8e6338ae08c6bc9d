package dev.hazir.host.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged before anybody has said otherwise. */
class LogSetupTest {

    @Test
    void theLoggingLibraryFindsTheSetup() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .isNotNull();
        assertThat(context.getLogger("org.eclipse.jetty.server").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("dev.hazir").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void aFileOfTheOperatorIsReadInsteadOfIt() {
        System.setProperty("logback.configurationFile", "operator.xml");
        try {
            LoggerContext context = new LoggerContext();

            assertThat(new LogSetup().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                    .isExhausted();
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }
}
