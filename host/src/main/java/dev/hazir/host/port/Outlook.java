package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Prospect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What would become of open connections if another deployment took over now: what {@link Upgrade} does, foreseen. */
final class Outlook {

    private static final Trigger RESUMPTION = Trigger.of("resumption");
    private static final String OWN_CODECS = "codecs of the applet hold what nobody can hand over";

    private final Guest next;
    private final List<? extends Declaration> declared;

    /** The outlook on a rehearsed deployment, whose code is called. */
    Outlook(Guest next, List<? extends Declaration> declared) {
        this.next = next;
        this.declared = declared;
    }

    /**
     * Of a listening port.
     *
     * @param kept whether the other deployment would listen at the same place
     */
    List<Prospect> of(Slot slot, boolean kept) {
        if (!(slot.declared() instanceof DeclaredPort port)) {
            return List.of();
        }
        DeclaredPort heir = kept ? find(DeclaredPort.class, port.name()) : null;
        String obstacle = heir == null
                ? "the new version does not have this port there"
                : port.service().codecs() != null || heir.service().codecs() != null
                        ? OWN_CODECS
                        : resumes(heir) ? "" : "the new version does not go on with its connections";
        return counted(
                slot.occupant(),
                attached -> obstacle.isEmpty() && attached != null && attached.mayHandOver()
                        ? Prospect.One.handedOver()
                        : Prospect.One.left(port.policy(), obstacle.isEmpty() ? givesNothing() : obstacle));
    }

    /** Of an outgoing connection. */
    List<Prospect> of(OutgoingLink link) {
        DeclaredOutgoing heir = find(DeclaredOutgoing.class, link.declared().name());
        String obstacle = heir == null
                ? "the new version does not connect"
                : !link.declared().leadsToTheSame(heir)
                        ? "the new version connects otherwise"
                        : resumes(heir) ? "" : "the new version connects anew";
        return counted(
                link.occupant(),
                attached -> obstacle.isEmpty() && attached != null && attached.mayHandOver()
                        ? Prospect.One.handedOver()
                        : new Prospect.One(Prospect.Fate.CLOSED, obstacle.isEmpty() ? givesNothing() : obstacle));
    }

    private static String givesNothing() {
        return "the version that runs hands nothing over";
    }

    private static List<Prospect> counted(Occupant occupant, Function<@Nullable Attachment, Prospect.One> fate) {
        return Prospect.counted(
                "connection",
                "port " + occupant.declaration().name(),
                occupant.connections().stream()
                        .map(connection -> CompletableFuture.supplyAsync(
                                () -> fate.apply(connection.attachment()), connection.loop()))
                        .toList());
    }

    private <D extends Declaration> @Nullable D find(Class<D> kind, String name) {
        return declared.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private boolean resumes(Declaration heir) {
        AtomicBoolean resumes = new AtomicBoolean();
        next.run(RESUMPTION, () -> resumes.set(heir.service().resumption().get() != null));
        return resumes.get();
    }
}
