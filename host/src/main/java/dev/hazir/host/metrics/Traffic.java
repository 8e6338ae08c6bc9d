package dev.hazir.host.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The requests that one applet answers on one side. {@link #answered} is called on event loops: it looks up nothing once
 * a status class was seen, and takes no lock.
 */
public final class Traffic {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final String applet;
    private final String side;
    private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(6);
    private final Counter received;
    private final Counter sent;

    Traffic(MeterRegistry registry, String applet, String side) {
        this.registry = registry;
        this.applet = applet;
        this.side = side;
        this.received = bytes("received");
        this.sent = bytes("sent");
    }

    /**
     * Counts an exchange that is over.
     *
     * @param status the answer's status, or 0 when the client went away before there was one
     * @param nanos from the first byte of the request to the last byte of the answer
     */
    public void answered(int status, long nanos, long bytesReceived, long bytesSent) {
        timer(status).record(nanos, TimeUnit.NANOSECONDS);
        if (bytesReceived > 0) {
            received.increment(bytesReceived);
        }
        sent.increment(bytesSent);
    }

    void remove() {
        for (int i = 0; i < timers.length(); i++) {
            Timer timer = timers.get(i);
            if (timer != null) {
                registry.remove(timer);
            }
        }
        registry.remove(received);
        registry.remove(sent);
    }

    private Timer timer(int status) {
        int index = status < 100 || status > 599 ? 0 : status / 100;
        Timer timer = timers.get(index);
        if (timer == null) {
            // Two threads get the same meter: the registry knows it by its tags.
            timer = Timer.builder("hazir.requests")
                    .description("Requests by applet, side and class of status, with how long they took")
                    .tag("applet", applet)
                    .tag("side", side)
                    .tag("status", index == 0 ? "gone" : index + "xx")
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            timers.set(index, timer);
        }
        return timer;
    }

    private Counter bytes(String direction) {
        return Counter.builder("hazir.request.bytes")
                .description("Bytes of bodies, by applet, side and direction")
                .baseUnit("bytes")
                .tag("applet", applet)
                .tag("side", side)
                .tag("direction", direction)
                .register(registry);
    }
}
