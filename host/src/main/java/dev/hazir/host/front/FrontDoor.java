package dev.hazir.host.front;

import dev.hazir.host.http.Failures;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.Routes;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Owns the web port. Life: {@link #open} binds it, and every request is answered with 503 until {@link #ready}; {@link
 * #drain} lets running exchanges end; {@link #close} cuts what is left. Its methods are for any thread but an event loop.
 */
public final class FrontDoor implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final EventLoopGroup loops;
    private final Door door;
    private final AtomicInteger accepted = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final List<Entrance> entrances;
    private final List<Channel> listeners = new ArrayList<>();

    /** A front door with one entrance, where its configuration says, for everybody and to all routes. */
    public FrontDoor(
            FrontConfig config, EventLoopGroup loops, Routes routes, ExchangeObserver observer, Failures failures) {
        this(
                config,
                loops,
                List.of(new Entrance(config.bind(), config.port(), routes, Guard.NONE, Proxies.NONE, null)),
                observer,
                failures);
    }

    /**
     * A front door that is not open yet.
     *
     * @param loops run the connections; not stopped by it
     * @param entrances where it listens; at least one
     * @param observer told of what passes
     * @param failures writes down what fails
     */
    public FrontDoor(
            FrontConfig config,
            EventLoopGroup loops,
            List<Entrance> entrances,
            ExchangeObserver observer,
            Failures failures) {
        this.loops = loops;
        this.entrances = List.copyOf(entrances);
        this.door = new Door(config, observer, new HttpDate(Clock.systemUTC()), failures);
    }

    /**
     * Binds all ports and returns the number of the first entrance's.
     *
     * @throws IOException when it cannot; the message names address and port and says what to do
     */
    public synchronized int open() throws IOException {
        if (!listeners.isEmpty()) {
            throw new IllegalStateException("the front door is open already");
        }
        for (Entrance entrance : entrances) {
            listeners.add(bind(entrance));
        }
        return port(0);
    }

    /** The number of the port of an entrance, once it is open. */
    public synchronized int port(int entrance) {
        return ((InetSocketAddress) listeners.get(entrance).localAddress()).getPort();
    }

    private Channel bind(Entrance entrance) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new Accepting(entrance))
                .bind(new InetSocketAddress(entrance.bind(), entrance.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw cannotListen(entrance, bound.cause());
        }
        return bound.channel();
    }

    /** From now on requests go to their routes. */
    public void ready() {
        door.phase(Door.Phase.OPEN);
    }

    /** How many connections are open, those that have left HTTP included. */
    public int connections() {
        return door.connections().size();
    }

    /** Those that wait for an answer, or that do not take what they are sent. Looks at every connection; does not block. */
    public List<ClientView> waiting() {
        return Clients.waiting(door.connections(), System.nanoTime());
    }

    /**
     * Accepts no more connections, closes idle ones, and lets running exchanges end; what is left after {@code limit} is
     * cut. The stage completes when no connection is left. A second call gives the same stage.
     */
    public synchronized CompletionStage<Void> drain(Duration limit) {
        if (door.phase() == Door.Phase.DRAINING) {
            return drained;
        }
        door.phase(Door.Phase.DRAINING);
        stopListening();
        for (Http1Connection connection : door.connections()) {
            connection.later(connection.requests()::drain);
        }
        Future<?> cut = loops.next().schedule(this::cut, limit.toNanos(), TimeUnit.NANOSECONDS);
        drained.whenComplete((none, failure) -> cut.cancel(false));
        completeIfDrained();
        return drained;
    }

    /** The exchanges of a deployment, as something that holds it. */
    public Holder exchanges(Owner owner) {
        return new OpenExchanges(this, door, owner);
    }

    /**
     * Ends the exchanges of a deployment whose time is over: those that were not answered yet are answered with 503, the
     * others are cut.
     */
    public void endExchanges(Owner owner) {
        for (Http1Connection connection : door.connections()) {
            connection.later(() -> connection.requests().refuse(owner));
        }
    }

    /** {@code starting}, {@code ready} or {@code draining}. */
    public String stage() {
        return switch (door.phase()) {
            case STARTING -> "starting";
            case OPEN -> "ready";
            case DRAINING -> "draining";
        };
    }

    /** Stops listening and cuts every connection. */
    @Override
    public synchronized void close() {
        door.phase(Door.Phase.DRAINING);
        stopListening();
        cut();
        completeIfDrained();
    }

    private void stopListening() {
        for (Channel listener : listeners) {
            listener.close().awaitUninterruptibly();
        }
    }

    private void cut() {
        for (Http1Connection connection : door.connections()) {
            connection.cut();
        }
    }

    private void completeIfDrained() {
        if (door.phase() == Door.Phase.DRAINING && door.connections().isEmpty()) {
            drained.complete(null);
        }
    }

    private static IOException cannotListen(Entrance entrance, Throwable cause) {
        String where = entrance.bind() + ":" + entrance.port();
        String why;
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            why = "the port is taken. Stop the program that has it, or choose another port.";
        } else if (cause instanceof UnresolvedAddressException) {
            why = "the address is not known. Choose an address of this machine, such as 127.0.0.1.";
        } else if (String.valueOf(cause.getMessage()).contains("ermission denied")) {
            why = "ports below 1024 need privileges. Choose a higher port.";
        } else {
            why = cause.getMessage() + ". Choose an address of this machine and a free port.";
        }
        return new IOException("Cannot listen on " + where + ": " + why, cause);
    }

    private final class Accepting extends ChannelInitializer<Channel> {

        private final Entrance entrance;
        private final Reception reception;

        Accepting(Entrance entrance) {
            this.entrance = entrance;
            this.reception = new Dispatcher(entrance.routes(), entrance.guard());
        }

        @Override
        protected void initChannel(Channel channel) {
            boolean tooMany = accepted.incrementAndGet() > door.config().connections();
            if (tooMany) {
                channel.closeFuture().addListener(closed -> accepted.decrementAndGet());
                if (entrance.encryption() != null) {
                    // A handshake would cost what there is too little of.
                    channel.close();
                    return;
                }
                channel.pipeline().addLast("turn-away", new TurnAway());
                return;
            }
            Http1Connection connection = new Http1Connection(door, entrance, reception, channel);
            door.connections().add(connection);
            door.observer().opened(connection);
            channel.closeFuture().addListener(closed -> {
                accepted.decrementAndGet();
                door.connections().remove(connection);
                connection.dropKept();
                door.observer().closed(connection);
                completeIfDrained();
            });
            connection.install();
            if (door.phase() == Door.Phase.DRAINING) {
                connection.later(connection.requests()::drain);
            }
        }
    }
}
