package dev.hazir.host.http;

import java.net.InetSocketAddress;

/** The connection an exchange came on. */
public interface HttpConnection {

    /** Names it in logs and lists. */
    String id();

    InetSocketAddress remoteAddress();

    InetSocketAddress localAddress();

    /** Whether it is encrypted. */
    boolean secure();
}
