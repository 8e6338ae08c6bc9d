package dev.hazir.host.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ends what a channel sends and lets it receive: over TLS with the alert that says so. On its event loop. */
public final class OutputEnd {

    private OutputEnd() {}

    public static void of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutDown(channel);
        } else {
            tls.closeOutbound().addListener(told -> shutDown(channel));
        }
    }

    private static void shutDown(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }
}
