package dev.hazir.host.port;

import dev.hazir.applet.netty.NettyProtocol;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken on a port, and who in the guest listens.
 *
 * @param unit what a message is called: {@code line} or {@code frame}
 * @param opener asks the guest for the receiver of a new connection
 * @param codecs the guest's own codecs, or null; they replace those of the framing
 */
record Protocol(
        Framing framing,
        String unit,
        Opener opener,
        @Nullable NettyProtocol codecs) {

    /** Guest code, to be called through the guest. */
    @FunctionalInterface
    interface Opener {
        Receiver open(Peer peer) throws Exception;
    }

    static Protocol lines(Framing.Lines framing, LineHandler handler) {
        return new Protocol(framing, "line", peer -> Receiver.of(handler.opened(peer)), null);
    }

    static Protocol frames(Framing framing, FrameHandler handler) {
        return new Protocol(
                framing,
                "frame",
                peer -> Receiver.of(handler.opened(peer)),
                handler instanceof NettyProtocol codecs ? codecs : null);
    }
}
