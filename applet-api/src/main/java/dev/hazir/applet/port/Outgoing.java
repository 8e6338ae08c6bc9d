package dev.hazir.applet.port;

import dev.hazir.applet.Registration;
import java.time.Duration;

/**
 * An outgoing connection that the host keeps. At an upgrade an open one goes over as it is when the next version declares
 * the same name, address and framing and goes on with it ({@link LineHandler#resumption}, {@link FrameHandler#resumption});
 * otherwise it is closed and the next version connects anew. Closing it disconnects and ends the attempts. Its settings may
 * be changed until the deployment is live.
 */
public interface Outgoing extends Registration {

    /** The name it was declared with. */
    String name();

    /** Whether it is connected now. */
    boolean connected();

    /**
     * How long the host waits before it connects again: {@code first} after the first failure, doubled after each
     * further one up to {@code most}, with up to 20 % of chance. Default: 1 s to 60 s.
     */
    Outgoing reconnect(Duration first, Duration most);

    /** How long one attempt to connect may take; default 10 s. */
    Outgoing connectTimeout(Duration timeout);
}
