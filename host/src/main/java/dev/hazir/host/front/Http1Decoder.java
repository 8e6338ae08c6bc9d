package dev.hazir.host.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests, strictly, and only as far as its connection wants: bytes of a pipelined request, or of the protocol
 * that follows an upgrade, stay undecoded until the exchange before them is over.
 */
final class Http1Decoder extends HttpRequestDecoder {

    private static final int MAX_CONTENT_PART = 64 * 1024;

    private final Http1Connection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean held;
    private long headStart;

    Http1Decoder(Http1Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(connection.door().config().requestLineBytes())
                .setMaxHeaderSize(connection.door().config().headerBytes())
                .setMaxChunkSize(MAX_CONTENT_PART)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.connection = connection;
    }

    /** Whether there are bytes that were not decoded because the connection did not want them yet. */
    boolean held() {
        return held;
    }

    /** How many received bytes are not decoded. */
    int buffered() {
        return actualReadableBytes();
    }

    /** When the first byte of an incomplete head was seen, or 0 when there is none. */
    long headStart() {
        return headStart;
    }

    /** A head is complete. */
    void headEnded() {
        headStart = 0;
    }

    /** Decodes what was held. */
    void resume() {
        held = false;
        ChannelHandlerContext ctx = context;
        if (ctx != null && !ctx.isRemoved()) {
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) {
                ctx.fireExceptionCaught(e);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            connection.touched();
        }
        super.channelRead(ctx, message);
        if (headStart == 0 && buffered() > 0 && connection.requests().awaitsHead()) {
            headStart = connection.deadlines().touchedAt();
        }
    }

    /** Netty's own would read on when nothing was decoded; here the connection alone decides when to read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    /** Netty's own would drop undecoded bytes when the client has sent its last; they may be complete requests. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) throws Exception {
        switch (connection.requests().appetite()) {
            case DECODE -> super.decode(ctx, bytes, out);
            case DISCARD -> bytes.skipBytes(bytes.readableBytes());
            case HOLD -> held = true;
        }
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        if (headStart == 0) {
            headStart = connection.deadlines().touchedAt();
        }
        if (!requestLine[2].startsWith("HTTP/")) {
            throw new IllegalArgumentException("the name of the protocol is case-sensitive");
        }
        return super.createMessage(requestLine);
    }

    /** A request with both lengths is an attempt to smuggle another one. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
