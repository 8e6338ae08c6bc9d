package dev.hazir.applets.meter;

import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected device: every line gets one answer, in order. {@code OK} says that the reading is on the disk. A device
 * that sends faster than the disk writes, or does not read its answers, is read no further meanwhile.
 */
final class Device implements LineReceiver {

    /** What one version hands over to the next. */
    record Kept(int readings) {}

    private static final Logger LOG = LoggerFactory.getLogger(Device.class);
    private static final int MOST_WAITING = 256;

    private final Peer peer;
    private final Readings readings;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger kept;
    private CompletionStage<Void> answered = CompletableFuture.completedStage(null); // of the connection's event loop

    /**
     * A device that is connected.
     *
     * @param kept how many of its readings were kept already
     */
    Device(Peer peer, Readings readings, int kept) {
        this.peer = peer;
        this.readings = readings;
        this.kept = new AtomicInteger(kept);
        peer.onWritable(this::readAgain);
    }

    @Override
    public void line(String line) {
        if (waiting.incrementAndGet() >= MOST_WAITING || !peer.writable()) {
            peer.pause();
        }
        answered = answered.thenCombine(answer(line), (before, text) -> {
            peer.send(text);
            waiting.decrementAndGet();
            readAgain();
            return before;
        });
    }

    @Override
    public void failed(Exception failure) {
        peer.send("ERR The line could not be read: " + failure.getMessage());
    }

    /** When every line has its answer, the next version may go on. */
    @Override
    public Object handOver() {
        return answered.thenApply(nothing -> new Kept(kept.get()));
    }

    Devices.Connected connected() {
        InetSocketAddress remote = peer.remoteAddress();
        return new Devices.Connected(remote.getAddress().getHostAddress() + ":" + remote.getPort(), kept.get());
    }

    private CompletionStage<String> answer(String line) {
        try {
            return readings.take(Reading.parse(line)).handle((reading, failure) -> {
                if (failure == null) {
                    kept.incrementAndGet();
                    return "OK";
                }
                LOG.warn("a reading of {} could not be kept", peer.remoteAddress(), failure);
                return "ERR The reading could not be kept, send it again";
            });
        } catch (NotAReadingException e) {
            return CompletableFuture.completedStage("ERR " + e.getMessage());
        }
    }

    private void readAgain() {
        if (waiting.get() <= MOST_WAITING / 2 && peer.writable()) {
            peer.resume();
        }
    }
}
