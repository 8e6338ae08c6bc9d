package dev.hazir.host.websocket;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import org.jspecify.annotations.Nullable;

/** The pipeline of a websocket. */
final class Frames {

    static final String DEFLATE = "deflate";

    private static final int SLACK = 1024;

    private Frames() {}

    /** Builds it: from the network to the socket in the order of the names. */
    static void install(
            ChannelPipeline pipeline,
            @Nullable WebSocketServerExtension extension,
            int maxMessage,
            FrameGate gate,
            HostedSocket socket) {
        pipeline.addLast("frames-in", new WebSocket13FrameDecoder(config(maxMessage, extension != null)));
        pipeline.addLast("frames-out", new WebSocket13FrameEncoder(false));
        pipeline.addLast("gate", gate);
        if (extension != null) {
            pipeline.addLast("inflate", extension.newExtensionDecoder());
            pipeline.addLast(DEFLATE, extension.newExtensionEncoder());
        }
        pipeline.addLast("utf8", new Utf8FrameValidator(false));
        pipeline.addLast("desk", new Desk(socket));
    }

    /** A compressed frame may inflate to this at most; whether the message is too large is seen afterwards. */
    static int inflatedLimit(int maxMessage) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, (long) maxMessage + SLACK);
    }

    /** What cannot be compressed becomes a little longer when it is. */
    private static WebSocketDecoderConfig config(int maxMessage, boolean compressed) {
        long longest = compressed ? (long) maxMessage + (maxMessage >> 8) + SLACK : maxMessage;
        return WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(compressed)
                .maxFramePayloadLength((int) Math.min(Integer.MAX_VALUE - 8L, longest))
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }
}
