package dev.hazir.host.resource;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.OpenOnes;
import dev.hazir.host.lifecycle.Prospect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The open streams of events of one deployment that have the same fate at an upgrade. Each ends after an event and as a
 * complete answer, so that a browser asks again with the id of the last event and gets the next version. Any thread.
 */
public final class EventStreams implements Holder {

    private static final Duration SPREAD = Duration.ofSeconds(2);

    private final AtUpgrade fate;
    private final OpenOnes<LiveEvents> open;
    private volatile boolean ending;

    public EventStreams(AtUpgrade fate, HostTime time) {
        this.fate = fate;
        this.open = new OpenOnes<>(time, LiveEvents::loop);
    }

    @Override
    public List<Holding> holding() {
        return Holding.of(
                "event stream",
                "loop",
                open.list().stream().map(LiveEvents::shown).toList());
    }

    /** What an upgrade would do to those that are open. */
    public List<Prospect> prospects() {
        return Prospect.counted(
                "event stream",
                "",
                open.list().stream()
                        .map(stream -> CompletableFuture.completedFuture(
                                Prospect.One.left(fate, "browsers ask again with the id of the last event")))
                        .toList());
    }

    @Override
    public CompletionStage<Void> drain(Duration patience) {
        if (fate == AtUpgrade.RECONNECT) {
            end(SPREAD);
        }
        return open.empty();
    }

    @Override
    public void end(Duration spread) {
        ending = true;
        open.spread(spread, LiveEvents::close);
    }

    /** A stream was opened; one that comes late has sent what its handler had for it, and ends. */
    void opened(LiveEvents stream) {
        open.add(stream);
        if (ending) {
            stream.close();
        }
    }

    void over(LiveEvents stream) {
        open.remove(stream);
    }
}
