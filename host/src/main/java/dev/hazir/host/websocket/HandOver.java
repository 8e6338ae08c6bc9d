package dev.hazir.host.websocket;

import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.routing.Route;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of one websocket from one version of an applet to the next: asks the old version for its state, which may take
 * a while, and gives it to whatever is the newest version then. Nothing is read meanwhile. Belongs to the event loop.
 */
final class HandOver {

    static final int SERVICE_RESTART = 1012;

    private final HostedSocket socket;
    private final WebSocketEndpoint from;
    private final GuestSocket view;
    private @Nullable Close ifItStays;
    private boolean over;

    HandOver(HostedSocket socket, WebSocketEndpoint from, GuestSocket view) {
        this.socket = socket;
        this.from = from;
        this.view = view;
    }

    void ask(HostTime time) {
        Callable<?> state = view.handsOver();
        if (state == null || !withNewest(route -> WebSocketEndpoint.of(route).goesOnWith(view, from, socket))) {
            stay();
            return;
        }
        HandedState.ask(view.turn(), view.trigger(), time, state).whenComplete(this::answered);
    }

    /** How the websocket is closed if the old version keeps it. */
    void ifItStays(Close farewell) {
        ifItStays = farewell;
    }

    /** Leaves the websocket to the old version; a state that comes later is dropped. */
    void abandon() {
        over = true;
        socket.staysWhereItIs();
    }

    private void answered(@Nullable Optional<HandedState> given, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) {
            view.guest().fault(view.trigger(), failure);
        }
        HandedState state = given == null ? null : given.orElse(null);
        if (state == null || socket.closing()) {
            stay();
        } else if (!withNewest(route -> WebSocketEndpoint.of(route).goOn(view, from, socket, state, route))) {
            // The old version is done with it, and no other one goes on.
            ifItStays(new Close(SERVICE_RESTART, "the applet was replaced"));
            stay();
        }
        over = true;
    }

    private void stay() {
        over = true;
        socket.staysWhereItIs();
        Close farewell = ifItStays;
        if (farewell != null) {
            socket.close(farewell.code(), farewell.reason());
        }
    }

    /** Does something with the newest version, which does not end meanwhile; says no when there is none. */
    private boolean withNewest(Predicate<Route> step) {
        for (Route route = from.successor(); route != null; route = from.successor()) {
            if (route.owner().gate().enter()) {
                try {
                    return step.test(route);
                } finally {
                    route.owner().gate().leave();
                }
            }
            if (from.successor() == route) {
                return false;
            }
        }
        return false;
    }
}
