package dev.hazir.applet.loop;

import dev.hazir.applet.AtUpgrade;
import java.time.Duration;

/** A websocket's route. Its settings may be changed until the deployment is live. */
public interface WebSocketRoute extends Route {

    @Override
    WebSocketRoute instead();

    /** Offers subprotocols, best first (RFC 6455, section 1.9). */
    WebSocketRoute subprotocols(String... names);

    /** How many bytes one message may have, fragments added up; default 1 MiB. A larger one closes with 1009. */
    WebSocketRoute maxMessage(int bytes);

    /**
     * Allows pages of these origins ({@code https://host:port}, or {@code *} for any). By default only pages of the host
     * itself may connect, and clients that send no {@code Origin}.
     */
    WebSocketRoute origins(String... origins);

    /** Closes a connection on which nothing arrived for this long, pongs included; default 5 min. The host pings at half of it. */
    WebSocketRoute idleTimeout(Duration timeout);

    /**
     * What becomes of open websockets at an upgrade when the next version does not go on with them; the default is
     * {@link AtUpgrade#RECONNECT}, so that pages come back at once and see the next version.
     */
    WebSocketRoute atUpgrade(AtUpgrade fate);
}
