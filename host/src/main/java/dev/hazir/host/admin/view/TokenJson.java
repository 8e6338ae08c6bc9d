package dev.hazir.host.admin.view;

import dev.hazir.host.security.ApiToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of a program as JSON; never with its digest.
 *
 * @param applets the only applets that it is for; empty for all
 * @param expires when it ends, or null for never
 * @param lastUsed roughly when it was used last, or null
 * @param expired whether its time is over
 */
public record TokenJson(
        String id,
        String name,
        String role,
        List<String> applets,
        String by,
        Instant since,
        @Nullable Instant expires,
        @Nullable Instant lastUsed,
        boolean expired) {

    public static TokenJson of(ApiToken token, boolean expired) {
        return new TokenJson(
                token.id(),
                token.name(),
                token.role().word(),
                token.applets(),
                token.by(),
                token.since(),
                token.expires(),
                token.lastUsed(),
                expired);
    }
}
