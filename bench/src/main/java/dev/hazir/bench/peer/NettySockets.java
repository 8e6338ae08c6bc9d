package dev.hazir.bench.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Websockets by path: {@code /echo} sends back, {@code /hear} receives what is sent to {@code /say}. Everybody is written
 * to and flushed one by one, as a program is written that thinks no further.
 */
@Sharable
final class NettySockets extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final Set<Channel> listeners = ConcurrentHashMap.newKeySet();
    private final Set<Channel> speakers = ConcurrentHashMap.newKeySet();

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete opened) {
            Set<Channel> role = opened.requestUri().equals("/hear")
                    ? listeners
                    : opened.requestUri().equals("/say") ? speakers : Set.of();
            if (role != Set.<Channel>of()) {
                role.add(context.channel());
                context.channel().closeFuture().addListener(closed -> role.remove(context.channel()));
            }
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (!(frame instanceof TextWebSocketFrame text)) {
            return;
        }
        if (speakers.contains(context.channel())) {
            for (Channel listener : listeners) {
                listener.writeAndFlush(text.retainedDuplicate(), listener.voidPromise());
            }
        } else {
            context.write(text.retain(), context.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }
}
