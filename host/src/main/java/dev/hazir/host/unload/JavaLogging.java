package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Levels, filters and handlers that an applet has set on loggers of {@code java.util.logging}. */
final class JavaLogging implements Grip {

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        LogManager all = LogManager.getLogManager();
        for (String name : Collections.list(all.getLoggerNames())) {
            Logger logger = all.getLogger(name);
            if (logger != null) {
                mend(logger, estate, done);
            }
        }
        return done;
    }

    private static void mend(Logger logger, Estate estate, List<String> done) {
        String of = " of logger '" + logger.getName() + "'";
        if (estate.owns(logger.getLevel())) {
            // The root logger needs a level of its own.
            logger.setLevel(logger.getName().isEmpty() ? Level.INFO : null);
            done.add("level" + of);
        }
        if (estate.owns(logger.getFilter())) {
            logger.setFilter(null);
            done.add("filter" + of);
        }
        for (Handler handler : logger.getHandlers()) {
            if (estate.owns(handler)
                    || estate.owns(handler.getFormatter())
                    || estate.owns(handler.getFilter())
                    || estate.owns(handler.getErrorManager())
                    || estate.owns(handler.getLevel())) {
                logger.removeHandler(handler);
                done.add("handler " + handler.getClass().getName() + of);
            }
        }
    }
}
