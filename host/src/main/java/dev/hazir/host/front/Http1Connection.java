package dev.hazir.host.front;

import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP/1.1 connection: what it is made of, and what any thread may ask of it. */
final class Http1Connection implements HttpConnection {

    private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

    private final Door door;
    private final Entrance entrance;
    private Reception reception;
    private volatile @Nullable SslHandler tls;
    private final Channel channel;
    private final Http1Output output;
    private final Http1Closing closing;
    private final Http1Decoder decoder;
    private final Http1Requests requests;
    private final Http1Deadlines deadlines;
    private final Http1Handler handler;
    private final InetSocketAddress remoteAddress;
    private final InetSocketAddress localAddress;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
    private volatile boolean left;
    private volatile Left leftTo = new Left("", "");

    /**
     * What a connection that has left HTTP is for.
     *
     * @param applet whose it is, or empty
     * @param what names it for people
     */
    record Left(String applet, String what) {}

    Http1Connection(Door door, Entrance entrance, Reception reception, Channel channel) {
        this.door = door;
        this.entrance = entrance;
        this.reception = reception;
        this.channel = channel;
        this.remoteAddress = (InetSocketAddress) channel.remoteAddress();
        this.localAddress = (InetSocketAddress) channel.localAddress();
        this.output = new Http1Output(this);
        this.closing = new Http1Closing(this);
        this.decoder = new Http1Decoder(this);
        this.requests = new Http1Requests(this);
        this.deadlines = new Http1Deadlines(this);
        this.handler = new Http1Handler(this);
    }

    /** The pipeline from the network inwards. */
    void install() {
        Entrance.Encryption encryption = entrance.encryption();
        if (encryption != null) {
            channel.pipeline().addLast("tls-entry", new TlsEntry(this, encryption));
        }
        channel.pipeline().addLast("http1-decoder", decoder).addLast("http1-handler", handler);
    }

    @Override
    public String id() {
        return channel.id().asShortText();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public boolean secure() {
        return tls != null;
    }

    /** TLS was found to be spoken; on the loop. */
    void encryptedBy(SslHandler handler) {
        tls = handler;
    }

    /** Plain text was found to be spoken where TLS should be; on the loop. */
    void plain() {
        reception = new ToTls();
    }

    /** Whose word counts about its requests. */
    Proxies proxies() {
        return entrance.proxies();
    }

    @Override
    public Failures failures() {
        return door.failures();
    }

    @Override
    public @Nullable Kept takeKept() {
        return kept.getAndSet(null);
    }

    @Override
    public void keep(Kept next) {
        replaceKept(next);
        if (gone()) {
            replaceKept(null);
        }
    }

    /** It is closed or left to another protocol: there is no next exchange. */
    void dropKept() {
        replaceKept(null);
    }

    private void replaceKept(@Nullable Kept next) {
        Kept before = kept.getAndSet(next);
        if (before != null) {
            before.dropped();
        }
    }

    Door door() {
        return door;
    }

    /** Who its requests are brought to. */
    Reception reception() {
        return reception;
    }

    Channel channel() {
        return channel;
    }

    Http1Output output() {
        return output;
    }

    Http1Closing closing() {
        return closing;
    }

    Http1Decoder decoder() {
        return decoder;
    }

    Http1Requests requests() {
        return requests;
    }

    Http1Deadlines deadlines() {
        return deadlines;
    }

    Http1Handler handler() {
        return handler;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Where its handlers stand in the pipeline, to write from and to read at; on the loop. */
    ChannelHandlerContext context() {
        return handler.context();
    }

    ByteBuf allocate(int bytes) {
        return channel.alloc().ioBuffer(bytes);
    }

    /** Runs a task on the loop, not before the current one has returned. */
    void later(Runnable task) {
        try {
            loop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("connection {} ended with its event loop", id(), e);
        }
    }

    /** Whether bytes have nowhere to go any more. */
    boolean gone() {
        return left || !channel.isActive();
    }

    /** The channel speaks another protocol from now on. */
    void leave() {
        left = true;
        dropKept();
    }

    /** What it is for, when it speaks another protocol. */
    Left left() {
        return leftTo;
    }

    void leftTo(Left place) {
        leftTo = place;
    }

    /** Whether the current thread is the loop and in the middle of a batch, at whose end everything is flushed. */
    boolean batching() {
        return loop().inEventLoop() && requests.batching();
    }

    /** Whether another request may follow. */
    boolean mayKeepAlive() {
        return door.phase() == Door.Phase.OPEN;
    }

    /** Something has moved: what is waited for may take its full time again. */
    void touched() {
        deadlines.touched();
    }

    /** Closes at once, and over TLS without the alert that would say that nothing is missing. Any thread. */
    void cut() {
        if (tls == null) {
            channel.close();
        } else {
            later(() -> {
                ChannelHandlerContext encrypting = channel.pipeline().context(SslHandler.class);
                if (encrypting == null) {
                    channel.close();
                } else {
                    encrypting.close();
                }
            });
        }
    }
}
