package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final String REQUEST = "GET /%s HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: echo||";

    private final CompletableFuture<Channel> taken = new CompletableFuture<>();
    private final CompletableFuture<Void> inactive = new CompletableFuture<>();
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/now", (exchange, match) -> upgrade(exchange));
        door.on(
                "/later",
                (exchange, match) -> exchange.loop().schedule(() -> upgrade(exchange), 100, TimeUnit.MILLISECONDS));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void bytesBehindTheRequestReachTheNewHandlersOnceTheyRead() throws Exception {
        for (String path : new String[] {"now", "later"}) {
            try (Raw client = door.connect()) {
                client.write(REQUEST.formatted(path) + "GET early ");
                assertThat(client.head()).isEqualTo(101);
                Map<String, String> fields = client.fields();
                assertThat(fields).containsEntry("upgrade", "echo").containsEntry("connection", "Upgrade");
                client.write("late");
                assertThat(new String(client.exactly(14))).isEqualTo("GET early late");
            }
        }
        await().untilAsserted(() -> assertThat(door.door.connections()).isZero());
    }

    @Test
    void exchangeIsOverAndTheConnectionIsNot() throws Exception {
        try (Raw client = door.connect()) {
            client.write(REQUEST.formatted("now"));
            assertThat(client.head()).isEqualTo(101);
            client.fields();
            await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
            await().untilAsserted(() -> assertThat(door.finished)
                    .singleElement()
                    .satisfies(one -> assertThat(one.status()).isEqualTo(101)));
            assertThat(door.door.connections()).isEqualTo(1);
            client.write("still there");
            assertThat(new String(client.exactly(11))).isEqualTo("still there");
        }
        inactive.get(30, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(door.closed).hasValue(1));
    }

    @Test
    void bytesThatNobodyReadsAreReleasedWhenTheChannelCloses() throws Exception {
        door.on("/never", (exchange, match) -> exchange.upgrade(head(), taken::complete));
        try (Raw client = door.connect()) {
            client.write(REQUEST.formatted("never") + "unread");
            assertThat(client.head()).isEqualTo(101);
            taken.get(30, TimeUnit.SECONDS).close();
        }
        await().untilAsserted(() -> assertThat(door.closed).hasValue(1));
    }

    private void upgrade(HttpExchange exchange) {
        exchange.upgrade(head(), channel -> {
            assertThat(channel.config().isAutoRead()).isFalse();
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    ctx.writeAndFlush(message);
                }

                @Override
                public void channelInactive(ChannelHandlerContext ctx) {
                    inactive.complete(null);
                }
            });
            channel.eventLoop().schedule(() -> channel.config().setAutoRead(true), 50, TimeUnit.MILLISECONDS);
        });
    }

    private static ResponseHead head() {
        HttpHeaders headers =
                new DefaultHttpHeaders().set("Connection", "Upgrade").set("Upgrade", "echo");
        return new ResponseHead(101, headers, 0);
    }
}
