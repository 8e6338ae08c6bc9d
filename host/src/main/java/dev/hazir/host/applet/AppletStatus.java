package dev.hazir.host.applet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An applet as operators see it.
 *
 * @param version the version that runs or would run; empty if not even that is known
 * @param state {@code live}, {@code disabled}, {@code failed}, {@code draining} …
 * @param reason why it is in this state, one sentence, or empty
 * @param since when it came into this state
 * @param summary from the descriptor, or empty
 * @param icon the address of its icon, or null
 * @param page the address of its start page, or null
 * @param versions the versions kept on disk, newest first
 * @param requires the ids of the applets it needs
 * @param requests requests being answered now
 * @param faults failed calls since it is live
 * @param bundled whether it is a part of the host
 */
public record AppletStatus(
        String id,
        String name,
        String version,
        String state,
        String reason,
        Instant since,
        String summary,
        @Nullable String icon,
        @Nullable String page,
        List<String> versions,
        List<String> requires,
        long requests,
        long faults,
        boolean bundled) {

    /** The same with one more sentence about its state. */
    AppletStatus noting(String sentence) {
        return new AppletStatus(
                id,
                name,
                version,
                state,
                (reason + " " + sentence).strip(),
                since,
                summary,
                icon,
                page,
                versions,
                requires,
                requests,
                faults,
                bundled);
    }
}
