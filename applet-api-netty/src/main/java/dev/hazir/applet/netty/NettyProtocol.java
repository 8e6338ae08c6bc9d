package dev.hazir.applet.netty;

import io.netty.channel.ChannelPipeline;

/**
 * Lets a protocol applet bring Netty codecs. A {@link dev.hazir.applet.port.FrameHandler} given to {@link
 * dev.hazir.applet.loop.Loop#bytes} that also implements this interface may put its own handlers between those of the
 * host: the host's stay first and last, so that it keeps ownership of the connection.
 *
 * <p>Only applets whose descriptor asks for the permission {@code netty} see {@code io.netty}. Experimental: it follows
 * Netty's versions, not ours.
 */
public interface NettyProtocol {

    /**
     * Adds codecs to the pipeline of a new connection, on its event loop; must not block. Inbound, the last codec must
     * give {@link io.netty.buffer.ByteBuf}s, which reach the receiver as frames; outbound, the codecs get {@code
     * ByteBuf}s.
     *
     * @throws Exception to close the connection and count a fault of the port
     */
    void addCodecs(ChannelPipeline pipeline) throws Exception;
}
