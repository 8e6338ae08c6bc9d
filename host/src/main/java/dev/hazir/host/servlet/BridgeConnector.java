package dev.hazir.host.servlet;

import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/**
 * Where requests enter Jetty without a socket. It accepts nothing itself: {@link BridgeStream} hands requests over. The
 * connection factory is there only because a connector must have one.
 */
final class BridgeConnector extends AbstractConnector {

    private final HttpConfiguration configuration;

    BridgeConnector(Server server, HttpConfiguration configuration) {
        super(server, null, null, null, 0, new HttpConnectionFactory(configuration));
        this.configuration = configuration;
        setIdleTimeout(0);
    }

    /** Jetty adds nothing that is the front door's business. */
    static BridgeConnector of(Server server) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setUseInputDirectByteBuffers(false);
        configuration.setUseOutputDirectByteBuffers(false);
        return new BridgeConnector(server, configuration);
    }

    HttpConfiguration configuration() {
        return configuration;
    }

    @Override
    protected void accept(int acceptor) {
        throw new UnsupportedOperationException("requests are handed over in-process");
    }

    @Override
    public Object getTransport() {
        return this;
    }
}
