package dev.hazir.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.hazir.host.guest.Guest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What the applet logged during the test. At the end of the test every line of level ERROR that was not expected makes
 * it fail. Safe for use by several threads.
 */
public final class TestLog {

    private final String applet;
    private final Timeline timeline;
    private final Recorder recorder = new Recorder();
    private final List<String> errors = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    TestLog(String applet, Timeline timeline) {
        this.applet = applet;
        this.timeline = timeline;
    }

    /** The lines so far, each with its level. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Fails unless an error that contains this text was logged; such errors no longer fail the test at its end. */
    public TestLog expectError(String text) {
        synchronized (lines) {
            boolean found = false;
            for (Iterator<String> each = errors.iterator(); each.hasNext(); ) {
                if (each.next().contains(text)) {
                    each.remove();
                    found = true;
                }
            }
            if (!found) {
                throw timeline.failure("no error that contains '" + text + "' was logged");
            }
        }
        return this;
    }

    /** Fails if the applet logged an error that was not expected. Called at the end of every test. */
    public void expectNoErrors() {
        synchronized (lines) {
            if (!errors.isEmpty()) {
                throw timeline.failure("the applet logged errors (expected: none; see TestLog.expectError):\n"
                        + String.join("\n", errors));
            }
        }
    }

    void open() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        recorder.setContext(context);
        recorder.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(recorder);
    }

    void close() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(recorder);
        recorder.stop();
    }

    private void record(ILoggingEvent event) {
        String cause = event.getThrowableProxy() == null
                ? ""
                : " " + event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage();
        String line = event.getLevel() + " " + event.getFormattedMessage() + cause;
        timeline.add("log", line);
        synchronized (lines) {
            lines.add(line);
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                errors.add(line);
            }
        }
    }

    private final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (applet.equals(event.getMDCPropertyMap().get(Guest.LOG_KEY))) {
                record(event);
            }
        }
    }
}
