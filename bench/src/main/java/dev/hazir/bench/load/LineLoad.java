package dev.hazir.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Devices that send lines and get them back: {@code connections depth}, with so many lines of each under way. */
public final class LineLoad {

    private static final byte[] LINE = "meter-0042 12.5 kWh at 17:03:59\n".getBytes(StandardCharsets.US_ASCII);

    private LineLoad() {}

    public static void main(String[] arguments) throws IOException {
        Generator.serve((port, millis, numbers) -> run(port, millis, numbers[0], numbers[1]));
    }

    private static Generator.Counted run(int port, long millis, int connections, int depth) throws Exception {
        Tally tally = new Tally();
        ByteBuf lines = Unpooled.unreleasableBuffer(Unpooled.directBuffer(LINE.length * depth));
        for (int i = 0; i < depth; i++) {
            lines.writeBytes(LINE);
        }
        try (Clients clients = new Clients(port)) {
            for (int i = 0; i < connections; i++) {
                clients.connect(new Device(tally, lines));
            }
            for (Channel channel : clients.open()) {
                channel.writeAndFlush(lines.duplicate());
            }
            return tally.measure(millis);
        }
    }

    /** Sends as many lines as came back. */
    private static final class Device extends ChannelInboundHandlerAdapter {
        private final Tally tally;
        private final ByteBuf lines;
        private long received;
        private int toSend;

        Device(Tally tally, ByteBuf lines) {
            this.tally = tally;
            this.lines = lines;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            long before = received / LINE.length;
            received += bytes.readableBytes();
            toSend += (int) (received / LINE.length - before);
            bytes.release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            tally.add(toSend);
            if (!tally.over() && toSend > 0) {
                context.writeAndFlush(lines.slice(0, toSend * LINE.length), context.voidPromise());
            }
            toSend = 0;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
