package dev.hazir.host.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.LoopHost;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The seam that lets one connection outlive a deployment. */
class HandOverTest {

    private final AtomicReference<HostedSocket> hosted = new AtomicReference<>();
    private final AtomicReference<GuestSocket> first = new AtomicReference<>();
    private final Queue<String> oldHeard = new ConcurrentLinkedQueue<>();
    private final Queue<String> newHeard = new ConcurrentLinkedQueue<>();

    @Test
    void connectionGoesOnWithAnotherViewBetweenTwoMessages() throws Exception {
        try (LoopHost host = new LoopHost()) {
            host.endpoint("/ws", Set.of(), accepting(host));
            try (FrameClient client = new FrameClient(host.connect(), "/ws")) {
                client.text("1").text("hand over").text("2").frame(1, "3".getBytes(UTF_8));
                await().until(() -> oldHeard.contains("hand over"));
                await().during(Duration.ofMillis(150)).until(() -> oldHeard.size() == 2 && newHeard.isEmpty());
                assertThat(first.get().ended()).isTrue();
                first.get().send("from the old one, dropped");
                first.get().close(1000, "dropped too");
                first.get().resume();

                HostedSocket socket = hosted.get();
                GuestSocket second = view(host, socket, first.get().request());
                second.onText(text -> {
                    newHeard.add(text);
                    second.send("new " + text);
                });
                socket.channel().eventLoop().execute(() -> socket.attach(second));

                assertThat(client.read().text()).isEqualTo("new 2");
                client.frame(0x80, "!".getBytes(UTF_8));
                assertThat(client.read().text()).isEqualTo("new 3!");
            }
            assertThat(oldHeard).containsExactly("1", "hand over");
            assertThat(newHeard).containsExactly("2", "3!");
        }
    }

    private Endpoint accepting(LoopHost host) {
        Handshake handshake = new Handshake(
                new DeclaredWebSocket(dev.hazir.host.routing.PathPattern.parse("/ws"), x -> {}, () -> {}));
        return (exchange, match) -> {
            var accepted = (Handshake.Outcome.Accepted) handshake.answer(exchange.request());
            exchange.upgrade(accepted.head(), channel -> opened(host, exchange, match, channel));
        };
    }

    private void opened(LoopHost host, HttpExchange exchange, Match match, Channel channel) {
        FrameGate gate = new FrameGate();
        HostedSocket socket =
                new HostedSocket("1", channel, 1000, gate, new SendBatch(channel.eventLoop()), host.time, closed -> {});
        Frames.install(channel.pipeline(), null, 1000, gate, socket);
        Trigger trigger = Trigger.of("websocket /ws");
        GuestSocket view = view(host, socket, new LiveRequest(host.guest, exchange, match, trigger));
        view.onText(text -> {
            oldHeard.add(text);
            if (text.equals("hand over")) {
                socket.detach();
            }
        });
        first.set(view);
        hosted.set(socket);
        socket.attach(view);
    }

    private static GuestSocket view(LoopHost host, HostedSocket socket, dev.hazir.applet.loop.Request request) {
        return new GuestSocket(host.guest, socket, (LiveRequest) request, null, Trigger.of("websocket /ws"));
    }
}
