package dev.hazir.host.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The connection an exchange came on. */
public interface HttpConnection {

    /** What is expensive to make and serves one exchange of a connection after the other. */
    interface Kept {
        /** The connection is gone, or keeps something else. Called once, on any thread. */
        void dropped();
    }

    /** Names it in logs and lists. */
    String id();

    InetSocketAddress remoteAddress();

    InetSocketAddress localAddress();

    /** Whether it is encrypted. */
    boolean secure();

    /** Who writes down what fails on it. */
    default Failures failures() {
        return Failures.told();
    }

    /** Takes out what was kept since an earlier exchange, if it has come back. On the event loop. */
    @Nullable
    Kept takeKept();

    /** Keeps something for the next exchange, in place of what is kept now. Any thread. */
    void keep(Kept kept);
}
