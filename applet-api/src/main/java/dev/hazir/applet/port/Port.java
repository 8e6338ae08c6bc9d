package dev.hazir.applet.port;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.Registration;
import java.time.Duration;

/**
 * A named listening port. The host owns the socket and its connections: a port that the next version of the applet
 * declares again with its name and number stays open during the upgrade, and its connections may go over to the next
 * version ({@link LineHandler#resumption}, {@link FrameHandler#resumption}), whose settings hold for them from then on.
 * Closing it stops listening and closes its connections. Its settings may be changed until the deployment is live.
 */
public interface Port extends Registration {

    /** The name it was declared with. */
    String name();

    /**
     * The number it listens on once the deployment is live: what the operator has set, what was declared, or what was
     * free for 0. Before that the declared number.
     */
    int number();

    /** Closes a connection on which nothing arrived for this long; by default connections may stay silent. */
    Port idleTimeout(Duration timeout);

    /**
     * What becomes of connections at an upgrade when the next version does not go on with them: because it has no {@link
     * Resumption} for this port, this version does not hand them over, or the port is gone. Default: {@link
     * AtUpgrade#FINISH}.
     */
    Port atUpgrade(AtUpgrade fate);

    /** How many connections may be open at a time; default 10,000. One more is closed at once. */
    Port maxConnections(int connections);
}
