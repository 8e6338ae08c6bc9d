package dev.hazir.host.servlet;

import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.HttpExchange;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.EventListener;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one exchange after the other as Jetty sees it. Bytes never pass through it: reading and writing are
 * done by {@link BridgeStream}.
 */
final class BridgeConnection extends Attributes.Lazy implements ConnectionMetaData, Connection, EndPoint {

    private static final Runnable NOTHING = () -> {};

    private final HttpConnection connection;
    private final BridgeConnector connector;
    private final EarlierFields earlierFields = new EarlierFields();
    private final long created = System.currentTimeMillis();
    private volatile @Nullable HttpExchange exchange;
    private volatile HttpVersion version = HttpVersion.HTTP_1_1;
    private volatile @Nullable WebApp app;
    private volatile Runnable ended = NOTHING;
    private volatile boolean sessionElsewhere;
    private volatile boolean persistent = true;

    BridgeConnection(HttpConnection connection, BridgeConnector connector) {
        this.connection = connection;
        this.connector = connector;
    }

    /** The next exchange begins, for a deployment. */
    void begin(HttpExchange next, WebApp asked) {
        exchange = next;
        app = asked;
        HttpVersion known = HttpVersion.fromString(next.request().version());
        version = known == null ? HttpVersion.HTTP_1_1 : known;
    }

    /** Who writes down what fails on it. */
    Failures failures() {
        return connection.failures();
    }

    /** The fields of its requests. */
    EarlierFields earlierFields() {
        return earlierFields;
    }

    /** The deployment whose context answers. */
    WebApp app() {
        WebApp answering = app;
        if (answering == null) {
            throw new IllegalStateException("the exchange is over");
        }
        return answering;
    }

    /** Another deployment answers, which has the request's session; {@code afterwards} runs when the exchange is over. */
    void servedBy(WebApp other, Runnable afterwards) {
        Runnable before = ended;
        app = other;
        ended = () -> {
            before.run();
            afterwards.run();
        };
    }

    /** The exchange is over: Jetty is through with it. */
    void ended() {
        ended.run();
    }

    /** Whether the exchange has left nothing that another one would meet. */
    boolean reusable() {
        return persistent && ended == NOTHING;
    }

    /** Leaves the exchange that is over. */
    void forget() {
        exchange = null;
        app = null;
        sessionElsewhere = false;
        clearAttributes();
    }

    /** Whether the context that was asked last did not handle the request because another one has its session. */
    boolean sessionElsewhere() {
        return sessionElsewhere;
    }

    void sessionElsewhere(boolean elsewhere) {
        sessionElsewhere = elsewhere;
    }

    /** Says that the rest of the body was given up, which Jetty must not take for a failure. */
    void bodyGivenUp() {
        persistent = false;
    }

    @Override
    public String getId() {
        return connection.id();
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return connector.configuration();
    }

    @Override
    public HttpVersion getHttpVersion() {
        return version;
    }

    @Override
    public String getProtocol() {
        return version.asString();
    }

    @Override
    public Connection getConnection() {
        return this;
    }

    @Override
    public Connector getConnector() {
        return connector;
    }

    @Override
    public boolean isPersistent() {
        return persistent;
    }

    @Override
    public boolean isSecure() {
        HttpExchange open = exchange;
        return open == null ? connection.secure() : open.request().scheme().equals("https");
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        HttpExchange open = exchange;
        return open == null ? connection.remoteAddress() : open.client();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return connection.localAddress();
    }

    @Override
    public EndPoint getEndPoint() {
        return this;
    }

    @Override
    public void setConnection(Connection other) {
        throw unused();
    }

    @Override
    public Object getTransport() {
        return connection;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public long getCreatedTimeStamp() {
        return created;
    }

    @Override
    public void close() {
        close(null);
    }

    @Override
    public void close(@Nullable Throwable cause) {
        HttpExchange open = exchange;
        if (open != null) {
            open.abort(cause == null ? new IOException("The servlet container closed the connection.") : cause);
        }
    }

    @Override
    public long getIdleTimeout() {
        return 0;
    }

    @Override
    public void setIdleTimeout(long millis) {
        // Silent clients are the front door's business.
    }

    @Override
    public boolean isOutputShutdown() {
        return false;
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public void shutdownOutput() {
        throw unused();
    }

    @Override
    public void fillInterested(Callback callback) {
        throw unused();
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        throw unused();
    }

    @Override
    public boolean isFillInterested() {
        return false;
    }

    @Override
    public @Nullable Callback cancelWrite(Throwable cause) {
        return null;
    }

    @Override
    public void onOpen() {
        // The front door opens connections.
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        // The front door closes connections.
    }

    @Override
    public void upgrade(Connection other) {
        throw unused();
    }

    @Override
    public void addEventListener(EventListener listener) {
        throw unused();
    }

    @Override
    public void removeEventListener(EventListener listener) {
        throw unused();
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    @Override
    public long getMessagesIn() {
        return 1;
    }

    @Override
    public long getMessagesOut() {
        return 0;
    }

    @Override
    public long getBytesIn() {
        return -1;
    }

    @Override
    public long getBytesOut() {
        return -1;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("The connection belongs to the host's front door.");
    }
}
