package dev.hazir.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One websocket speaks, many hear: {@code listeners window hazir}. So many messages are under way as the window says; the
 * next one is sent when everybody has got one of them.
 */
public final class BroadcastLoad {

    private static final String TEXT = "{\"meter\":\"meter-0042\",\"kwh\":12.5,\"at\":\"2026-11-21T17:03:59Z\"}";

    private BroadcastLoad() {}

    public static void main(String[] arguments) throws IOException {
        Generator.serve((port, millis, numbers) -> run(port, millis, numbers[0], numbers[1], Paths.of(numbers[2])));
    }

    private static Generator.Counted run(int port, long millis, int listeners, int window, Paths paths)
            throws Exception {
        Tally tally = new Tally();
        try (Clients clients = new Clients(port)) {
            Channel speaker = clients.websocket(paths.say(), new ChannelInboundHandlerAdapter());
            Audience audience = new Audience(tally, speaker, listeners);
            clients.websockets(listeners, paths.hear(), () -> new Listener(audience));
            for (int i = 0; i < window; i++) {
                speaker.writeAndFlush(new TextWebSocketFrame(TEXT));
            }
            return tally.measure(millis);
        }
    }

    /** Counts for all listeners together. */
    private static final class Audience {
        private final Tally tally;
        private final Channel speaker;
        private final int listeners;
        private final AtomicLong heard = new AtomicLong();

        Audience(Tally tally, Channel speaker, int listeners) {
            this.tally = tally;
            this.speaker = speaker;
            this.listeners = listeners;
        }

        /** A listener has got so many messages in one read. */
        void heard(int messages) {
            tally.add(messages);
            long now = heard.addAndGet(messages);
            long rounds = now / listeners - (now - messages) / listeners;
            for (long i = 0; i < rounds && !tally.over(); i++) {
                speaker.writeAndFlush(new TextWebSocketFrame(TEXT));
            }
        }
    }

    private static final class Listener extends ChannelInboundHandlerAdapter {
        private final Audience audience;
        private int messages;

        Listener(Audience audience) {
            this.audience = audience;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof WebSocketFrame frame && frame.content() instanceof ByteBuf) {
                messages++;
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (messages > 0) {
                audience.heard(messages);
                messages = 0;
            }
        }
    }
}
