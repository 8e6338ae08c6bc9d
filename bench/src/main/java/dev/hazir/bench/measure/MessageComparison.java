package dev.hazir.bench.measure;

import dev.hazir.bench.load.GeneratorProcess;
import dev.hazir.bench.peer.NettyPeer;
import dev.hazir.bench.peer.VertxPeer;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hazir, raw Netty and Vert.x under the load of a generator of ours; one row a shape of the load and peer. */
final class MessageComparison {

    private static final int PEER = 0;
    private static final int HAZIR = 1;

    /**
     * A shape of the load.
     *
     * @param goal against raw Netty
     * @param arguments for the generator
     */
    record Shape(String what, Goal goal, int... arguments) {}

    private final Class<?> generator;
    private final boolean websocket;

    private MessageComparison(Class<?> generator, boolean websocket) {
        this.generator = generator;
        this.websocket = websocket;
    }

    /** Over websockets, whose paths the generator knows. */
    static MessageComparison ofWebSockets(Class<?> generator) {
        return new MessageComparison(generator, true);
    }

    /** Over TCP connections with lines. */
    static MessageComparison ofLines(Class<?> generator) {
        return new MessageComparison(generator, false);
    }

    void run(Plan plan, Table table, Shape... shapes) throws Exception {
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
