package dev.hazir.host.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an event loop answers in one turn leaves together at its end, but never much at once. */
class TurnFlushTest {

    /** So many answers leave together at the most. */
    private static final int MOST = 16;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<Channel, Integer> numbers = new HashMap<>();
    private final List<Raw> open = new ArrayList<>();
    private TestDoor door;
    private volatile Channel asking;

    /** A connection by both of its ends. */
    private record Client(Raw raw, Channel channel) {}

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/who", (exchange, match) -> {
            asking = ((Http1Connection) exchange.connection()).channel();
            TestDoor.answer(exchange, 200, "you");
        });
        door.on("/hello", (exchange, match) -> {
            events.add("answered " + numbers.get(((Http1Connection) exchange.connection()).channel()));
            TestDoor.answer(exchange, 200, "hello");
        });
    }

    @AfterEach
    void close() throws Exception {
        for (Raw raw : open) {
            raw.close();
        }
        door.close();
    }

    @Test
    void answersOfOneTurnLeaveTogetherWhenAllAreMade() throws Exception {
        List<Client> clients = ofOneLoop(3);

        turn(clients);

        expectAnswers(clients);
        assertThat(events).containsExactlyElementsOf(all(0, 3).toList());
    }

    @Test
    void noAnswerWaitsForManyOthers() throws Exception {
        List<Client> clients = ofOneLoop(MOST + 3);

        turn(clients);

        expectAnswers(clients);
        assertThat(events)
                .containsExactlyElementsOf(
                        Stream.concat(all(0, MOST), all(MOST, MOST + 3)).toList());
    }

    @Test
    void eachTurnHasItsEnd() throws Exception {
        List<Client> clients = ofOneLoop(2);

        turn(clients.subList(0, 1));
        turn(clients.subList(1, 2));

        expectAnswers(clients);
        assertThat(events)
                .containsExactlyElementsOf(Stream.concat(all(0, 1), all(1, 2)).toList());
    }

    private static Stream<String> all(int from, int to) {
        return Stream.concat(
                IntStream.range(from, to).mapToObj(number -> "answered " + number),
                IntStream.range(from, to).mapToObj(number -> "flushed " + number));
    }

    /** Connections of the same event loop, which tell when they are flushed. */
    private List<Client> ofOneLoop(int count) throws Exception {
        Map<EventLoop, List<Client>> found = new HashMap<>();
        while (true) {
            Raw raw = door.connect();
            open.add(raw);
            assertThat(raw.get("/who").response().text()).isEqualTo("you");
            Channel channel = asking;
            List<Client> same = found.computeIfAbsent(channel.eventLoop(), loop -> new ArrayList<>());
            same.add(new Client(raw, channel));
            if (same.size() == count) {
                same.forEach(this::watch);
                return same;
            }
        }
    }

    private void watch(Client client) {
        int number = numbers.size();
        numbers.put(client.channel(), number);
        client.channel().pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                events.add("flushed " + number);
                ctx.flush();
            }
        });
    }

    /** What an event loop does in one turn with connections that all have something to read. */
    private static void turn(List<Client> clients) throws Exception {
        clients.get(0)
                .channel()
                .eventLoop()
                .submit(() -> clients.forEach(client -> {
                    byte[] request = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(US_ASCII);
                    client.channel().pipeline().fireChannelRead(Unpooled.copiedBuffer(request));
                    client.channel().pipeline().fireChannelReadComplete();
                }))
                .get(30, TimeUnit.SECONDS);
    }

    private static void expectAnswers(List<Client> clients) throws Exception {
        for (Client client : clients) {
            assertThat(client.raw().response().text()).isEqualTo("hello");
        }
    }
}
