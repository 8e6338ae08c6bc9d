package dev.hazir.host.front;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a connection what happens in its pipeline. */
final class Http1Handler extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Http1Handler.class);

    private final Http1Connection connection;
    private @Nullable ChannelHandlerContext context;

    Http1Handler(Http1Connection connection) {
        this.connection = connection;
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("the connection is not registered yet");
        }
        return ctx;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.deadlines().start();
        connection.requests().readOn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpObject part) {
                connection.requests().take(part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.requests().readCompleted();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // Over TLS a client may say that it has sent its last without ending the connection.
        if (event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent && ctx.channel().isActive()) {
            connection.requests().inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException refused) {
            // Scanners and clients that do not trust the certificate are no matter of this host.
            log.debug("connection {} does not speak TLS with this host: {}", connection.id(), refused.getMessage());
        } else if (!(cause instanceof IOException)) {
            log.error("connection {} failed", connection.id(), cause);
        }
        connection.closing().fail(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.deadlines().stop();
        connection.requests().lost(connection.closing().cause());
        connection.output().drop(connection.closing().cause());
    }
}
