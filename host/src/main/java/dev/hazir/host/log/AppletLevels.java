package dev.hazir.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;

/** Decides by the applet what is logged, whatever the level of the logger. Part of the logging only while a level is changed. */
final class AppletLevels extends TurboFilter {

    private volatile Map<String, Level> levels = Map.of();

    void levels(Map<String, Level> next) {
        levels = Map.copyOf(next);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable failure) {
        String applet = MDC.get(LogFile.APPLET);
        Level least = applet == null ? null : levels.get(applet);
        if (least == null) {
            return FilterReply.NEUTRAL;
        }
        return level.isGreaterOrEqual(least) ? FilterReply.ACCEPT : FilterReply.DENY;
    }
}
