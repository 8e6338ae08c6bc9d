package dev.hazir.host.servlet;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.RequestPath;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An exchange whose client has gone: nothing can be sent, and the news of it comes after everything else. */
class GoneExchange implements HttpExchange, HttpConnection {

    final CountDownLatch over = new CountDownLatch(1);

    private final EventLoop loop;
    private final RequestHead head;
    private Consumer<Throwable> abort = cause -> {};

    GoneExchange(EventLoop loop, String path) {
        this.loop = loop;
        this.head = new RequestHead(
                "GET",
                path,
                RequestPath.parse(path),
                "",
                "HTTP/1.1",
                "http",
                "localhost",
                new DefaultHttpHeaders(),
                0,
                System.nanoTime());
    }

    @Override
    public RequestHead request() {
        return head;
    }

    @Override
    public HttpConnection connection() {
        return this;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public boolean limitBody(long bytes) {
        return true;
    }

    @Override
    public BodyChunk read() {
        return BodyChunk.END;
    }

    @Override
    public void demand(Runnable available) {
        loop.execute(available);
    }

    @Override
    public void ignoreBody() {}

    @Override
    public void send(@Nullable ResponseHead part, ByteBuf content, boolean last, SendCallback callback) {
        content.release();
        callback.failed(new IOException("Broken pipe"));
    }

    @Override
    public void sendCopy(@Nullable ResponseHead part, ByteBuffer content, boolean last, SendCallback callback) {
        callback.failed(new IOException("Broken pipe"));
    }

    @Override
    public boolean committed() {
        return true;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void onWritable(Runnable action) {}

    @Override
    public void abort(Throwable cause) {
        loop.execute(() -> {
            abort.accept(cause);
            over.countDown();
        });
    }

    @Override
    public void onAbort(Consumer<Throwable> action) {
        abort = action;
    }

    @Override
    public void onEnd(Runnable action) {}

    @Override
    public void upgrade(ResponseHead part, Consumer<Channel> taken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String id() {
        return "gone";
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress("127.0.0.1", 1);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("127.0.0.1", 2);
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public @Nullable Kept takeKept() {
        return null;
    }

    @Override
    public void keep(Kept kept) {
        kept.dropped();
    }
}
