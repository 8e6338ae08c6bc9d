package dev.hazir.host.admin.page.log;

import dev.hazir.host.admin.page.Query;
import dev.hazir.host.log.LogQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What of the log is shown; it stands in the address.
 *
 * @param text as it was typed
 */
public record LogFilter(String level, String applet, String logger, String text) {

    private static final int LONGEST = 200;

    /** Of the fields of a request. */
    static LogFilter of(Function<String, String> field) {
        return new LogFilter(
                LogQuery.LEVELS.contains(field.apply("level")) ? field.apply("level") : "",
                cut(field.apply("applet")),
                cut(field.apply("logger")),
                cut(field.apply("text")));
    }

    LogQuery query() {
        return new LogQuery(level, applet, logger, text);
    }

    public boolean isSet() {
        return !(level + applet + logger + text).isEmpty();
    }

    /** The filter as the query of an address, without a question mark; empty when nothing is filtered. */
    public String address() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("level", level);
        fields.put("applet", applet);
        fields.put("logger", logger);
        fields.put("text", text);
        return Query.of(fields);
    }

    private static String cut(String value) {
        String stripped = value.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }
}
