package dev.hazir.bench.measure;

import dev.hazir.bench.load.BroadcastLoad;
import dev.hazir.bench.load.EchoLoad;
import dev.hazir.bench.load.GeneratorProcess;
import dev.hazir.bench.load.LineLoad;
import dev.hazir.bench.peer.NettyPeer;
import dev.hazir.bench.peer.VertxPeer;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hazir, raw Netty and Vert.x under the load of a generator of ours; one row a shape of the load and peer. */
final class MessageComparison implements Measurement {

    private static final int PEER = 0;
    private static final int HAZIR = 1;

    /**
     * A shape of the load.
     *
     * @param goal against raw Netty
     * @param arguments for the generator
     */
    record Shape(String what, Goal goal, int... arguments) {}

    private static final int CONNECTIONS = 64;
    private static final int LISTENERS = 1_000;

    private final String name;
    private final Class<?> generator;
    private final boolean websocket;
    private final List<Shape> shapes;

    private MessageComparison(String name, Class<?> generator, boolean websocket, Shape... shapes) {
        this.name = name;
        this.generator = generator;
        this.websocket = websocket;
        this.shapes = List.of(shapes);
    }

    /** Text messages that come back, with one under way on each websocket. */
    static MessageComparison ofEchoes() {
        return new MessageComparison(
                "websocket",
                EchoLoad.class,
                true,
                new Shape("websocket echo, 64 connections", Goal.atLeast(0.97), CONNECTIONS));
    }

    /** Messages of one websocket to a thousand others, counted where they arrive. */
    static MessageComparison ofBroadcasts() {
        return new MessageComparison(
                "broadcast",
                BroadcastLoad.class,
                true,
                new Shape("broadcast 1 -> 1,000, 1 under way", Goal.none(), LISTENERS, 1),
                new Shape("broadcast 1 -> 1,000, 16 under way", Goal.atLeast(3), LISTENERS, 16));
    }

    /** Lines that devices send over TCP and get back. */
    static MessageComparison ofLines() {
        return new MessageComparison(
                "lines",
                LineLoad.class,
                false,
                new Shape("TCP line echo, 64 connections, depth 1", Goal.atLeast(0.97), CONNECTIONS, 1),
                new Shape("TCP line echo, 64 connections, depth 16", Goal.atLeast(0.97), CONNECTIONS, 16));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (BenchHost hazir = BenchHost.start(plan);
                ServerProcess netty = ServerProcess.peer(NettyPeer.class);
                ServerProcess vertx = ServerProcess.peer(VertxPeer.class);
                GeneratorProcess load = GeneratorProcess.start(generator)) {
            int own = websocket ? hazir.server().url().getPort() : hazir.lines();
            String port = websocket ? "sockets" : "lines";
            for (Shape shape : shapes) {
                Map<String, Rounds.Turn> candidates = new LinkedHashMap<>();
                int[] forHazir = arguments(shape, HAZIR);
                int[] forPeer = arguments(shape, PEER);
                candidates.put(BenchHost.NAME, seconds -> load.run(hazir.server(), own, seconds, forHazir));
                candidates.put("raw Netty", seconds -> load.run(netty, netty.port(port), seconds, forPeer));
                candidates.put("Vert.x", seconds -> load.run(vertx, vertx.port(port), seconds, forPeer));
                Rounds rounds = Rounds.run(plan, shape.what(), candidates);
                table.add(rounds.row(shape.what(), BenchHost.NAME, "raw Netty", shape.goal()));
                table.add(rounds.row(shape.what(), BenchHost.NAME, "Vert.x", Goal.none()));
            }
        }
    }

    private int[] arguments(Shape shape, int who) {
        int[] numbers = shape.arguments();
        if (websocket) {
            numbers = Arrays.copyOf(numbers, numbers.length + 1);
            numbers[numbers.length - 1] = who;
        }
        return numbers;
    }
}
