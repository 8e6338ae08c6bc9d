package dev.hazir.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** Answers requests with prepared bytes. */
final class NettyAnswer extends SimpleChannelInboundHandler<HttpObject> {

    private static final ByteBuf SMALL = prepared(Payload.SMALL);
    private static final ByteBuf LARGE = prepared(Payload.LARGE);

    private String path = "";

    private static ByteBuf prepared(Payload payload) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(payload.bytes()).asReadOnly());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request) {
            path = request.uri();
        }
        if (message instanceof LastHttpContent) {
            ByteBuf content = path.equals(Payload.SMALL.path()) ? SMALL.duplicate() : LARGE.duplicate();
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                    .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
            context.write(response, context.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }
}
