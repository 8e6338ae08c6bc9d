package dev.hazir.host.websocket;

import dev.hazir.applet.loop.WebSocket.Close;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler of a websocket's channel: brings its frames and events to the socket. */
final class Desk extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private final HostedSocket socket;

    Desk(HostedSocket socket) {
        this.socket = socket;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        WebSocketFrame frame = (WebSocketFrame) message;
        try {
            socket.received(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        socket.heard();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        socket.lost();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (socket.over()) {
            return;
        }
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            ctx.channel().close();
            return;
        }
        Close reason = Violation.of(cause);
        if (reason.code() == 1011) {
            OpenSocket shown = socket.shown();
            log.error("websocket {} from {} failed", shown.id(), shown.remote(), cause);
        }
        socket.fail(reason.code(), reason.reason());
    }
}
