package dev.hazir.host.admin.live;

import dev.hazir.host.page.LiveMarks;
import dev.hazir.host.security.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pages that are kept up to date. */
public interface LiveSource {

    /**
     * What a page shows now.
     *
     * @param data for scripts, or null
     */
    record Look(LiveMarks marks, @Nullable Object data) {}

    /** Whether it can say at once what it offers. On event loops. */
    default boolean isReady() {
        return true;
    }

    /** Gets ready, on a worker. */
    default void prepare() {}

    /** Whether there is such a page for a role. On event loops, when it is ready. */
    boolean offers(String page, Role role);

    /**
     * Makes a page, on a worker.
     *
     * @param page its path below {@code /admin}, with its query
     * @param role of those who look
     * @return empty when there is nothing to show any more
     */
    Optional<Look> look(String page, Role role) throws Exception;
}
