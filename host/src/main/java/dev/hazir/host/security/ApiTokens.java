package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.AccessException.Reason;
import dev.hazir.host.store.DiskException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens of programs, kept in the home directory as digests. For any thread that may block. */
public final class ApiTokens {

    /** What every token begins with, so that scanners for secrets find one that was published by mistake. */
    public static final String PREFIX = "hazir_";

    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,39}");
    private static final int ID_LENGTH = 8;
    /** The use of a token is written down no more often. */
    private static final Duration USE_WRITTEN = Duration.ofHours(1);

    private final AccessFile file;
    private final HostTime time;

    /**
     * A token that was just made.
     *
     * @param secret what the program shows; it is nowhere else
     */
    public record Made(ApiToken token, String secret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return token.toString();
        }
    }

    /**
     * What a token is for.
     *
     * @param applets the only applets that it is for; empty for all
     * @param lasts how long, or null for ever
     */
    public record Wish(
            String name,
            Role role,
            List<String> applets,
            @Nullable Duration lasts) {
        public Wish {
            applets = List.copyOf(applets);
        }
    }

    ApiTokens(AccessFile file, HostTime time) {
        this.file = file;
        this.time = time;
    }

    public List<ApiToken> list() {
        return file.state().tokens();
    }

    /** Whether its time is over. */
    public boolean expired(ApiToken token) {
        return token.expired(time.clock().instant());
    }

    public Made make(Wish wish, String by) throws AccessException, DiskException {
        if (!NAME.matcher(wish.name()).matches()) {
            throw new AccessException(
                    Reason.UNFIT, "The name of a token has at most 40 letters, digits and . _ @ - without spaces.");
        }
        if (wish.lasts() != null && (wish.lasts().isZero() || wish.lasts().isNegative())) {
            throw new AccessException(Reason.UNFIT, "A token must last for some time.");
        }
        Instant now = time.clock().instant();
        String secret = PREFIX + Secrets.next();
        ApiToken token = new ApiToken(
                Secrets.next().replaceAll("[^A-Za-z0-9]", "0").substring(0, ID_LENGTH),
                wish.name(),
                Secrets.digest(secret),
                wish.role(),
                wish.applets(),
                by,
                now,
                wish.lasts() == null ? null : now.plus(wish.lasts()),
                null);
        file.change(state -> {
            if (state.tokens().stream().anyMatch(other -> other.name().equalsIgnoreCase(wish.name()))) {
                throw new AccessException(Reason.CONFLICT, "There is a token called " + wish.name() + " already.");
            }
            List<ApiToken> next = new ArrayList<>(state.tokens());
            next.add(token);
            return state.withTokens(next);
        });
        return new Made(token, secret);
    }

    /** Ends a token; returns it. */
    public ApiToken revoke(String id) throws AccessException, DiskException {
        ApiToken known = list().stream()
                .filter(token -> token.id().equals(id) || token.name().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new AccessException(Reason.UNKNOWN, "There is no token " + id + "."));
        file.change(state -> state.withTokens(state.tokens().stream()
                .filter(token -> !token.id().equals(known.id()))
                .toList()));
        return known;
    }

    /** The token of a secret, also one whose time is over. */
    Optional<ApiToken> find(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String digest = Secrets.digest(secret);
        return list().stream()
                .filter(token -> Secrets.same(token.digest(), digest))
                .findFirst();
    }

    /** Notes that a token was used. What cannot be written is no reason to refuse it. */
    void used(ApiToken token) {
        Instant now = time.clock().instant();
        Instant last = token.lastUsed();
        if (last != null && now.isBefore(last.plus(USE_WRITTEN))) {
            return;
        }
        try {
            file.change(state -> state.withTokens(state.tokens().stream()
                    .map(one -> one.id().equals(token.id()) ? one.usedAt(now) : one)
                    .toList()));
        } catch (AccessException | DiskException e) {
            log.warn("the use of {} cannot be written down: {}", token, e.getMessage());
        }
    }
}
