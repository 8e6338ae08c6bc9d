package dev.hazir.host.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.File;

/** The rolling of a log file that does not roll yet. */
final class NotYet extends ContextAwareBase implements RollingPolicy, TriggeringPolicy<ILoggingEvent> {

    private final String file;

    NotYet(String file) {
        this.file = file;
    }

    @Override
    public boolean isTriggeringEvent(File active, ILoggingEvent event) {
        return false;
    }

    @Override
    public void rollover() {}

    @Override
    public String getActiveFileName() {
        return file;
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.NONE;
    }

    @Override
    public void setParent(FileAppender<?> appender) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isStarted() {
        return true;
    }
}
