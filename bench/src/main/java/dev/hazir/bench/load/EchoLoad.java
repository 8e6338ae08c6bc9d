package dev.hazir.bench.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;

/** Websockets that send a text and wait until it comes back: {@code connections hazir}. */
public final class EchoLoad {

    private static final String TEXT = "meter-0042 12.5 kWh at 17:03:59.";

    private EchoLoad() {}

    public static void main(String[] arguments) throws IOException {
        Generator.serve((port, millis, numbers) -> run(port, millis, numbers[0], Paths.of(numbers[1])));
    }

    private static Generator.Counted run(int port, long millis, int connections, Paths paths) throws Exception {
        Tally tally = new Tally();
        try (Clients clients = new Clients(port)) {
            clients.websockets(connections, paths.echo(), () -> new Caller(tally));
            for (Channel channel : clients.open()) {
                channel.writeAndFlush(new TextWebSocketFrame(TEXT));
            }
            return tally.measure(millis);
        }
    }

    private static final class Caller extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Tally tally;

        Caller(Tally tally) {
            this.tally = tally;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            tally.add(1);
            if (!tally.over()) {
                context.writeAndFlush(new TextWebSocketFrame(TEXT), context.voidPromise());
            }
        }
    }
}
