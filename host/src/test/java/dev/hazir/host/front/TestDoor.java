package dev.hazir.host.front;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A front door on a free port with small endpoints. */
final class TestDoor implements AutoCloseable {

    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            2, (ThreadFactory) task -> new LoopThread(task, "test-loop"), NioIoHandler.newFactory());
    final Routes routes = new Routes();
    final Gate gate = new Gate();
    final Owner owner = new Owner("test", "1.0.0", gate);
    final Queue<ExchangeObserver.Finished> finished = new ConcurrentLinkedQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final FrontDoor door;
    final int port;

    TestDoor() throws IOException {
        this(FrontConfig.defaults());
    }

    TestDoor(FrontConfig config) throws IOException {
        door = new FrontDoor(config.at("127.0.0.1", 0), loops, routes, new Watching(), Failures.told());
        port = door.open();
        door.ready();
    }

    TestDoor on(String pattern, Endpoint endpoint) {
        return on(pattern, Set.of(), endpoint);
    }

    TestDoor on(String pattern, Set<String> methods, Endpoint endpoint) {
        Route route =
                new Route(PathPattern.parse(pattern), methods, "resource", Side.LOOP, owner, "test", false, endpoint);
        routes.swap(table -> table.with(List.of(route)));
        return this;
    }

    Raw connect() throws IOException {
        return new Raw(port);
    }

    /** Answers with text, in one part. */
    static void answer(HttpExchange exchange, int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.send(
                new ResponseHead(status, new DefaultHttpHeaders().set("content-type", "text/plain"), bytes.length),
                Unpooled.wrappedBuffer(bytes),
                true,
                SendCallback.NONE);
    }

    @Override
    public void close() {
        door.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Watching implements ExchangeObserver {
        @Override
        public void opened(HttpConnection connection) {
            opened.incrementAndGet();
        }

        @Override
        public void closed(HttpConnection connection) {
            closed.incrementAndGet();
        }

        @Override
        public void ended(Finished exchange) {
            finished.add(exchange);
        }
    }
}
