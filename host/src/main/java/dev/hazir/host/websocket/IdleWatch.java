package dev.hazir.host.websocket;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;

/**
 * Pings a silent client after half of a limit and gives up on it after all of it. A paused websocket is not silent, it is
 * not heard: it is only pinged, so that a lost connection shows when that fails. Belongs to the event loop.
 */
final class IdleWatch {

    private final HostTime time;
    private final HostedSocket socket;
    private Duration limit = Duration.ZERO;
    private boolean arrived;
    private int silentPeriods;
    private Registration timer = () -> {};

    IdleWatch(HostTime time, HostedSocket socket) {
        this.time = time;
        this.socket = socket;
    }

    /** Sets the limit. The same again changes nothing, so that upgrades in a row do not keep a dead client alive. */
    void limit(Duration next) {
        if (!next.equals(limit)) {
            limit = next;
            timer.close();
            sleep(next);
        }
    }

    void heard() {
        arrived = true;
    }

    void stop() {
        limit = Duration.ZERO;
        timer.close();
    }

    private void sleep(Duration current) {
        timer = time.after(current.dividedBy(2), socket.channel().eventLoop(), () -> {
            // A timer that was closed may have been handed over already.
            if (current == limit) {
                look(current);
            }
        });
    }

    private void look(Duration current) {
        boolean heard = arrived;
        arrived = false;
        silentPeriods = heard || socket.deaf() ? 0 : silentPeriods + 1;
        if (silentPeriods > 1) {
            socket.fail(1001, "nothing arrived for " + current.toMillis() + " ms");
            return;
        }
        if (!heard) {
            socket.send(new PingWebSocketFrame());
        }
        sleep(current);
    }
}
