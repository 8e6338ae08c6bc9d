package dev.hazir.host.files;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, section 13). */
final class Conditions {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Conditions() {}

    static String date(Instant time) {
        return DATE.format(time);
    }

    /** 412, 304, or 200 when the conditions hold. */
    static int status(HttpHeaders headers, String etag, Instant modified) {
        String match = headers.get(HttpHeaderNames.IF_MATCH);
        if (match != null) {
            if (!names(match, etag, true)) {
                return 412;
            }
        } else {
            Instant since = instant(headers.get(HttpHeaderNames.IF_UNMODIFIED_SINCE));
            if (since != null && modified.isAfter(since)) {
                return 412;
            }
        }
        String noneMatch = headers.get(HttpHeaderNames.IF_NONE_MATCH);
        if (noneMatch != null) {
            return names(noneMatch, etag, false) ? 304 : 200;
        }
        Instant since = instant(headers.get(HttpHeaderNames.IF_MODIFIED_SINCE));
        return since != null && !modified.isAfter(since) ? 304 : 200;
    }

    /** Whether ranges may be served: the client has a part of just this content, or does not care. */
    static boolean rangesHold(HttpHeaders headers, String etag, Instant modified) {
        String condition = headers.get(HttpHeaderNames.IF_RANGE);
        return condition == null
                || (condition.startsWith("\"") ? condition.strip().equals(etag) : modified.equals(instant(condition)));
    }

    private static boolean names(String field, String etag, boolean strong) {
        for (String listed : field.split(",", -1)) {
            String tag = listed.strip();
            if (tag.equals("*") || tag.equals(etag) || (!strong && tag.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Instant instant(@Nullable String date) {
        if (date == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
