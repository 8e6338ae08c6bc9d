package dev.hazir.host.port;

import dev.hazir.applet.netty.NettyProtocol;
import dev.hazir.applet.port.Framing;
import dev.hazir.host.guest.Trigger;
import io.netty.channel.ChannelPipeline;
import java.util.List;

/** Furnishes the pipeline of a new connection: the host's handlers at both ends, the codecs between them. */
final class Furnishing {

    private static final String FRAMING = "framing";

    private Furnishing() {}

    /**
     * Adds all handlers.
     *
     * @throws Exception when codecs of the guest could not be added
     */
    static void furnish(ChannelPipeline pipeline, Connection connection, Occupant occupant) throws Exception {
        Protocol service = occupant.declaration().service();
        NettyProtocol codecs = service.codecs();
        pipeline.addLast("doorway", connection.doorway());
        if (codecs == null) {
            pipeline.addLast(FRAMING, Framer.decoder(service.framing()));
        } else {
            addCodecs(pipeline, codecs, occupant, trigger(connection, occupant));
        }
        pipeline.addLast("desk", new Desk(connection));
    }

    /** Cuts what comes from now on as another framing says, with the bytes that are not yet a message of the one before. */
    static void reframe(ChannelPipeline pipeline, Framing framing) {
        pipeline.replace(FRAMING, FRAMING, Framer.decoder(framing));
    }

    /** What codecs are added for. */
    static Trigger trigger(Connection connection, Occupant occupant) {
        return occupant.trigger("codecs", connection.remote());
    }

    private static void addCodecs(ChannelPipeline pipeline, NettyProtocol codecs, Occupant occupant, Trigger trigger)
            throws Exception {
        List<String> own = pipeline.names();
        occupant.guest().call(trigger, () -> {
            codecs.addCodecs(pipeline);
            return Boolean.TRUE;
        });
        int first = own.size() - 1; // the last name is that of the pipeline's own end
        if (!pipeline.names().subList(0, first).equals(own.subList(0, first))) {
            throw new IllegalStateException("a codec stands before the host's handler (expected: added with addLast)");
        }
    }
}
