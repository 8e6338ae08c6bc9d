package dev.hazir.host.port;

import dev.hazir.applet.port.Datagram;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.metrics.Tap;
import dev.hazir.host.port.PortOverrides.Place;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound UDP port. What cannot be sent because the network is too slow is dropped, as datagrams are. */
final class UdpSocket extends BoundSocket {

    /** The most bytes that fit into a datagram of IPv4. */
    private static final int LONGEST = 65_507;

    /** Of a port that was moved off the event loops. */
    private static final int MOST_WAITING = 1_024;

    private static final int RECEIVE_BYTES = 1 << 16;
    private static final Logger log = LoggerFactory.getLogger(UdpSocket.class);

    private final EventLoopGroup loops;
    private final AtomicBoolean congested = new AtomicBoolean();
    private volatile @Nullable DatagramChannel socket;

    UdpSocket(String name, Place wanted, EventLoopGroup loops) {
        super(name, wanted);
        this.loops = loops;
    }

    @Override
    String protocol() {
        return "udp";
    }

    @Override
    ChannelFuture bind() {
        return new Bootstrap()
                .group(loops)
                .channelFactory(this::open)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Listener.WATER_MARK)
                .handler(new Inlet())
                .bind(new InetSocketAddress(wanted().bind(), wanted().number()));
    }

    @Override
    @Nullable
    SelectableChannel selectable() {
        return socket;
    }

    private Channel open() {
        try {
            DatagramChannel fresh = DatagramChannel.open();
            socket = fresh;
            return new NioDatagramChannel(fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a datagram; callable from any thread. */
    void send(InetSocketAddress to, ByteBuffer data) {
        if (data.remaining() > LONGEST) {
            throw new IllegalArgumentException("datagram of " + data.remaining() + " bytes (expected: at most "
                    + LONGEST + ", what fits into one packet); send it in parts");
        }
        if (to.isUnresolved()) {
            throw new IllegalArgumentException("receiver: " + to + " (expected: an address; look the name up in"
                    + " app.blocking, it takes time)");
        }
        Channel bound = channel();
        if (bound == null || !bound.isActive()) {
            return;
        }
        if (!bound.isWritable()) {
            if (congested.compareAndSet(false, true)) {
                log.warn("{} is sent more than the network takes: datagrams are dropped", occupant());
            }
            return;
        }
        congested.set(false);
        byte[] own = new byte[data.remaining()];
        data.duplicate().get(own);
        Occupant current = occupant();
        if (current != null) {
            current.past().sent(own.length);
            Tap tap = current.tap();
            if (tap != null) {
                tap.add(false, to, own);
            }
        }
        bound.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(own), to)).addListener(sent -> {
            if (!sent.isSuccess()) {
                failed("sending to " + to + " failed: " + sent.cause());
            }
        });
    }

    private void failed(String sentence) {
        log.debug("{}: {}", occupant(), sentence);
        Occupant current = occupant();
        if (current != null) {
            current.note(sentence);
        }
    }

    private final class Inlet extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            Occupant current = occupant();
            if (current == null) {
                return;
            }
            byte[] own = new byte[packet.content().readableBytes()];
            packet.content().readBytes(own);
            current.past().arrived(own.length);
            current.past().received();
            Tap tap = current.tap();
            if (tap != null) {
                tap.add(true, packet.sender(), own);
            }
            Received datagram = new Received(ByteBuffer.wrap(own), packet.sender());
            DeclaredUdpPort port = (DeclaredUdpPort) current.declaration();
            Trigger trigger = current.trigger("datagram", packet.sender());
            if (!current.moved()) {
                give(current, trigger, port, datagram);
            } else if (!current.turn(context.channel().eventLoop()).executeWithin(MOST_WAITING, () -> {
                give(current, trigger, port, datagram);
            })) {
                failed("a datagram was dropped: " + MOST_WAITING + " wait for the applet already");
            }
        }

        private void give(Occupant current, Trigger trigger, DeclaredUdpPort port, Received datagram) {
            try {
                current.guest().call(trigger, () -> {
                    port.handler().datagram(datagram);
                    return Boolean.TRUE;
                });
            } catch (Exception e) {
                current.fault(trigger, e);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            failed("receiving failed: " + failure);
        }
    }

    /** A datagram of which nothing belongs to the network library. */
    private final class Received implements Datagram {
        private final ByteBuffer data;
        private final InetSocketAddress sender;

        Received(ByteBuffer data, InetSocketAddress sender) {
            this.data = data;
            this.sender = sender;
        }

        @Override
        public ByteBuffer data() {
            return data;
        }

        @Override
        public InetSocketAddress sender() {
            return sender;
        }

        @Override
        public void reply(ByteBuffer answer) {
            send(sender, answer);
        }
    }
}
