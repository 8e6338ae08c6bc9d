package dev.hazir.host.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which lines of the audit log somebody wants to see. What is empty does not matter.
 *
 * @param who a part of the name
 * @param text a part of act, subject, address or detail
 */
public record AuditFilter(String who, String door, String outcome, String text) implements Predicate<AuditEntry> {

    public AuditFilter {
        who = who.strip();
        text = text.strip();
    }

    @Override
    public boolean test(AuditEntry entry) {
        return has(entry.who(), who)
                && (door.isEmpty() || entry.door().equals(door))
                && (outcome.isEmpty() || entry.outcome().equals(outcome))
                && (has(entry.act(), text)
                        || has(entry.subject(), text)
                        || has(entry.from(), text)
                        || has(entry.detail(), text));
    }

    /** The same as the query of an address. */
    public String query() {
        return "who=" + encoded(who) + "&door=" + encoded(door) + "&outcome=" + encoded(outcome) + "&text="
                + encoded(text);
    }

    private static boolean has(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
