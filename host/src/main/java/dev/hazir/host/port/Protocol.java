package dev.hazir.host.port;

import dev.hazir.applet.netty.NettyProtocol;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.FrameReceiver;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import dev.hazir.applet.port.Resumption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken on a port, and who in the guest listens.
 *
 * @param unit what a message is called: {@code line} or {@code frame}
 * @param opener asks the guest for the receiver of a new connection
 * @param resumption how the guest goes on with connections of the version before; gives null when it does not
 * @param codecs the guest's own codecs, or null; they replace those of the framing
 */
record Protocol(
        Framing framing,
        String unit,
        Opener opener,
        Supplier<@Nullable Resumption<Receiver>> resumption,
        @Nullable NettyProtocol codecs) {

    /** Guest code, to be called through the guest. */
    @FunctionalInterface
    interface Opener {
        Receiver open(Peer peer) throws Exception;
    }

    static Protocol lines(Framing.Lines framing, LineHandler handler) {
        return new Protocol(
                framing,
                "line",
                peer -> Receiver.of(handler.opened(peer)),
                () -> {
                    Resumption<LineReceiver> resumption = handler.resumption();
                    return resumption == null ? null : (peer, state) -> Receiver.of(resumption.resumed(peer, state));
                },
                null);
    }

    static Protocol frames(Framing framing, FrameHandler handler) {
        return new Protocol(
                framing,
                "frame",
                peer -> Receiver.of(handler.opened(peer)),
                () -> {
                    Resumption<FrameReceiver> resumption = handler.resumption();
                    return resumption == null ? null : (peer, state) -> Receiver.of(resumption.resumed(peer, state));
                },
                handler instanceof NettyProtocol codecs ? codecs : null);
    }
}
