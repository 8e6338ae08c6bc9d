package dev.hazir.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log file of a running host, beside what goes to the console. It rolls daily and by size. Each line names the applet
 * in brackets, {@code [host]} when it is about none. A file of an earlier day rolls when it is opened.
 */
public final class LogFile implements AutoCloseable {

    /** The name of the file in the directory for logs. */
    public static final String NAME = "hazir.log";

    /** The key of the applet's id in the logging context. */
    public static final String APPLET = "applet";

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%mdc{applet:-host}] %logger{0}: %msg%n";

    private final LoggerContext context;
    private final RollingFileAppender<ILoggingEvent> appender;
    private final WriteWatch watch;

    private LogFile(LoggerContext context, RollingFileAppender<ILoggingEvent> appender, WriteWatch watch) {
        this.context = context;
        this.appender = appender;
        this.watch = watch;
    }

    /** Opens the log file in a directory and sends all log lines there, also those of {@code java.util.logging}. */
    public static LogFile open(Path directory) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName(directory.toString());
        appender.setFile(directory.resolve(NAME).toString());
        appender.setEncoder(encoder(context));
        appender.setRollingPolicy(new NotYet(appender.rawFileProperty()));
        WriteWatch watch = new WriteWatch(directory.resolve(NAME));
        context.getStatusManager().add(watch);
        LogFile opened = new LogFile(context, appender, watch);
        appender.start();
        if (isOfAnEarlierDay(directory.resolve(NAME).toFile())) {
            opened.roll();
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        return opened;
    }

    /** Lets the file roll from now on, if it does not yet. A start need not wait for what that takes. */
    public void roll() {
        if (!(appender.getRollingPolicy() instanceof NotYet)) {
            return;
        }
        Path file = Path.of(appender.getFile());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(
                file.resolveSibling("hazir.%d{yyyy-MM-dd}.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf("20MB"));
        rolling.setMaxHistory(30);
        rolling.setTotalSizeCap(FileSize.valueOf("500MB"));
        rolling.start();
        rolling.getLengthCounter().add(file.toFile().length());
        appender.setRollingPolicy(rolling);
    }

    /**
     * Why the last lines could not be written, or empty while they can. Tries it while they could not: nobody else may have
     * anything to say.
     */
    public Optional<String> failure() {
        if (watch.failure().isPresent()) {
            appender.doAppend(new LoggingEvent(
                    LogFile.class.getName(),
                    context.getLogger(LogFile.class),
                    Level.INFO,
                    "the log is written again; lines before this one are missing",
                    null,
                    null));
        }
        return watch.failure();
    }

    /** Writes what is left and closes the file. */
    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        appender.stop();
        context.getStatusManager().remove(watch);
    }

    private static boolean isOfAnEarlierDay(File file) {
        LocalDate written = LocalDate.ofInstant(Instant.ofEpochMilli(file.lastModified()), ZoneId.systemDefault());
        return file.length() > 0 && written.isBefore(LocalDate.now(ZoneId.systemDefault()));
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }
}
