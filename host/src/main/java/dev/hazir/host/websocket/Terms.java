package dev.hazir.host.websocket;

import java.util.List;
import java.util.Set;

/** What a route demands of websockets that it goes on with: plain data, which keeps no deployment. */
record Terms(List<String> subprotocols, Set<String> origins, int maxMessage) {

    static Terms of(DeclaredWebSocket declared) {
        return new Terms(declared.subprotocols(), Set.copyOf(declared.origins()), declared.maxMessage());
    }

    /** Why a websocket of another version cannot be gone on with, or empty. */
    String refusal(DeclaredWebSocket from, GuestSocket view, HostedSocket socket) {
        if (!view.subprotocol().map(subprotocols::contains).orElse(true)) {
            return "the new version does not speak its subprotocol";
        }
        if (!origins.equals(Set.copyOf(from.origins()))) {
            return "the new version takes other origins";
        }
        return maxMessage <= socket.longestFrame() ? "" : "the new version takes longer messages";
    }
}
