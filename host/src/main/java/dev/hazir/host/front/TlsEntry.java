package dev.hazir.host.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The first handler of a connection at an entrance with TLS: looks at the first byte and makes way. TLS begins with the type
 * of a record, a request in plain text with a letter; what begins with anything else is cut.
 */
final class TlsEntry extends ChannelInboundHandlerAdapter {

    private static final int HANDSHAKE = 22;
    private static final long LAST_ALERT_MILLIS = 1_000;

    private final Http1Connection connection;
    private final Entrance.Encryption encryption;

    TlsEntry(Http1Connection connection, Entrance.Encryption encryption) {
        this.connection = connection;
        this.encryption = encryption;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        int first = bytes.getUnsignedByte(bytes.readerIndex());
        if (first == HANDSHAKE) {
            SslHandler tls = encryption.context().newHandler(ctx.alloc());
            tls.setHandshakeTimeoutMillis(connection.door().config().slowHead().toMillis());
            tls.setCloseNotifyFlushTimeout(LAST_ALERT_MILLIS, TimeUnit.MILLISECONDS);
            connection.encryptedBy(tls);
            ctx.pipeline().replace(this, "tls", tls);
            ctx.fireChannelRead(bytes);
        } else if (first >= 'A' && first <= 'Z') {
            connection.plain();
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(bytes);
        } else {
            ReferenceCountUtil.release(message);
            ctx.close();
        }
    }
}
