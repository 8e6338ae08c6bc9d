package dev.hazir.host.security;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows to come in. Only a digest is kept: the token itself is random, so that nobody can guess one to try.
 *
 * @param id a short name in lists and in the audit log
 * @param digest SHA-256 of the token, in hexadecimal
 * @param role what it may do
 * @param applets the only applets that it is for; empty for all
 * @param by who made it
 * @param expires when it ends, or null for never
 * @param lastUsed roughly when it was used last, or null
 */
public record ApiToken(
        String id,
        String name,
        String digest,
        Role role,
        List<String> applets,
        String by,
        Instant since,
        @Nullable Instant expires,
        @Nullable Instant lastUsed) {

    public ApiToken {
        applets = List.copyOf(applets);
    }

    boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    ApiToken usedAt(Instant now) {
        return new ApiToken(id, name, digest, role, applets, by, since, expires, now);
    }

    /** Never shows the digest. */
    @Override
    public String toString() {
        return "token " + name;
    }
}
