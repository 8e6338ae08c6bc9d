package dev.hazir.host.front;

import dev.hazir.host.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a connection out of HTTP and gives its channel to somebody else. On the event loop. */
final class Http1Upgrade {

    private static final Logger log = LoggerFactory.getLogger(Http1Upgrade.class);

    private Http1Upgrade() {}

    /**
     * Sends the head and hands the channel over.
     *
     * @throws IllegalArgumentException before anything happened, when the head cannot be sent
     */
    static void perform(Http1Connection connection, ResponseHead head, Consumer<Channel> taken) {
        HeadBytes encoded =
                new ResponseEncoder("GET", "HTTP/1.1", connection.door().date()).informational(head);
        ByteBuf bytes = connection.allocate(encoded.length());
        encoded.to(bytes);
        connection.output().writeAndFlush();
        connection.context().writeAndFlush(bytes, connection.context().voidPromise());
        connection.leave();
        connection.deadlines().stop();
        replaceHandlers(connection);
        try {
            taken.accept(connection.channel());
        } catch (RuntimeException e) {
            log.error("taking over connection {} failed", connection.id(), e);
            connection.cut();
        }
    }

    /** What the decoder has not decoded goes to the {@link Leftover} when it is removed. */
    private static void replaceHandlers(Http1Connection connection) {
        Channel channel = connection.channel();
        ChannelPipeline pipeline = channel.pipeline();
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        pipeline.replace(connection.handler(), "leftover", new Leftover());
        pipeline.remove(connection.decoder());
        if (connection.requests().inputClosed()) {
            channel.close();
        }
    }
}
