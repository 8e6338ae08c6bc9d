package dev.hazir.host.websocket;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Prospect;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What would become of open websockets of a route if another deployment took over now. Plain data but for the route that
 * is replaced: what waits on event loops keeps nothing of a rehearsal.
 */
final class Outlook {

    private static final Trigger RESUMPTION = Trigger.of("resumption");

    private final DeclaredWebSocket replaced;
    private final String obstacle;
    private final @Nullable Terms terms;

    private Outlook(DeclaredWebSocket replaced, String obstacle, @Nullable Terms terms) {
        this.replaced = replaced;
        this.obstacle = obstacle;
        this.terms = terms;
    }

    /** The outlook on a rehearsed route, or on none. Its code is called. */
    static Outlook on(DeclaredWebSocket replaced, @Nullable DeclaredWebSocket next, @Nullable Guest guest) {
        if (next == null || guest == null) {
            return new Outlook(replaced, "the new version does not have this websocket", null);
        }
        AtomicBoolean resumes = new AtomicBoolean();
        guest.run(RESUMPTION, () -> resumes.set(next.handler().resumption() != null));
        String obstacle = resumes.get() ? "" : "the new version does not go on with them";
        return new Outlook(replaced, obstacle, Terms.of(next));
    }

    /** To be called on its event loop. */
    Prospect.One of(HostedSocket socket) {
        GuestSocket view = socket.view();
        String why = view == null || view.handsOver() == null
                ? "the version that runs hands nothing over"
                : !obstacle.isEmpty() || terms == null ? obstacle : terms.refusal(replaced, view, socket);
        return why.isEmpty() ? Prospect.One.handedOver() : Prospect.One.left(replaced.atUpgrade(), why);
    }
}
