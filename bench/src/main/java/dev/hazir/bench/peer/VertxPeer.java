package dev.hazir.bench.peer;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The same in Vert.x: one verticle per event loop, websockets by path as in {@link NettySockets}. */
public final class VertxPeer {

    private static final Buffer SMALL = Buffer.buffer(Payload.SMALL.bytes());
    private static final Buffer LARGE = Buffer.buffer(Payload.LARGE.bytes());

    private final Set<ServerWebSocket> listeners = ConcurrentHashMap.newKeySet();
    private final int web;
    private final int lines;

    private VertxPeer(int web, int lines) {
        this.web = web;
        this.lines = lines;
    }

    public static void main(String[] arguments) throws Exception {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        VertxPeer peer = new VertxPeer(free(), free());
        vertx.deployVerticle(peer::verticle, new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        System.out.println("ready http://127.0.0.1:" + peer.web + " sockets " + peer.web + " lines " + peer.lines);
        Thread.currentThread().join();
    }

    private io.vertx.core.Deployable verticle() {
        return context -> {
            Vertx vertx = context.owner();
            Future<?> http = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(1024))
                    .requestHandler(VertxPeer::answer)
                    .webSocketHandler(this::socket)
                    .listen(web, "127.0.0.1");
            Future<?> net = vertx.createNetServer(new NetServerOptions().setAcceptBacklog(1024))
                    .connectHandler(VertxPeer::echo)
                    .listen(lines, "127.0.0.1");
            return Future.all(http, net);
        };
    }

    private static void answer(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "text/plain")
                .end(request.path().equals(Payload.SMALL.path()) ? SMALL : LARGE);
    }

    private void socket(ServerWebSocket socket) {
        switch (socket.path()) {
            case "/hear" -> {
                listeners.add(socket);
                socket.closeHandler(closed -> listeners.remove(socket));
            }
            case "/say" ->
                socket.textMessageHandler(text -> listeners.forEach(listener -> listener.writeTextMessage(text)));
            default -> socket.textMessageHandler(socket::writeTextMessage);
        }
    }

    private static void echo(NetSocket socket) {
        socket.handler(RecordParser.newDelimited("\n", line -> socket.write(line.appendByte((byte) '\n'))));
    }

    /** A number that is free now: instances share a server only if they know its number. */
    private static int free() throws java.io.IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
