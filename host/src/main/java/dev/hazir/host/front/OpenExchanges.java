package dev.hazir.host.front;

import dev.hazir.host.http.RequestHead;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.Side;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The exchanges of one deployment that are not over. They may go on until the end; then they are cut, all at once. */
final class OpenExchanges implements Holder {

    private static final String KIND = "request";

    private final FrontDoor front;
    private final Door door;
    private final Owner owner;

    OpenExchanges(FrontDoor front, Door door, Owner owner) {
        this.front = front;
        this.door = door;
        this.owner = owner;
    }

    @Override
    public List<Holding> holding() {
        List<Holding.Item> web = new ArrayList<>();
        List<Holding.Item> loop = new ArrayList<>();
        long now = System.nanoTime();
        Instant clock = Instant.now();
        for (Http1Connection connection : door.connections()) {
            Http1Exchange exchange = connection.requests().seen();
            Match match = exchange == null || !exchange.listed() ? null : exchange.match();
            if (exchange != null && match != null && match.route().owner() == owner) {
                RequestHead head = exchange.request();
                InetSocketAddress remote = connection.remoteAddress();
                Holding.Item item = new Holding.Item(
                        head.method() + " " + head.path().decoded(),
                        connection.id(),
                        remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                        clock.minusNanos(now - head.receivedNanos()));
                (match.route().side() == Side.WEB ? web : loop).add(item);
            }
        }
        List<Holding> all = new ArrayList<>(Holding.of(KIND, Side.WEB.word(), web));
        all.addAll(Holding.of(KIND, Side.LOOP.word(), loop));
        return all;
    }

    @Override
    public CompletionStage<Void> drain(Duration patience) {
        return owner.gate().shut();
    }

    @Override
    public void end(Duration spread) {
        front.endExchanges(owner);
    }
}
