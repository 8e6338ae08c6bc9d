package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import io.netty.util.concurrent.Future;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of one connection: one timer that looks now and then at what is waited for, so that a request costs no
 * timer of its own.
 */
final class Http1Deadlines {

    private final Http1Connection connection;
    private final long slowHead;
    private final long slowBody;
    private final long slowReader;
    private final long idle;
    private final long shortest;
    private volatile long touchedAt;
    private long idleSince;
    private @Nullable Future<?> timer;

    Http1Deadlines(Http1Connection connection) {
        this.connection = connection;
        FrontConfig config = connection.door().config();
        slowHead = config.slowHead().toNanos();
        slowBody = config.slowBody().toNanos();
        slowReader = config.slowReader().toNanos();
        idle = config.idle().toNanos();
        shortest = Stream.of(config.slowHead(), config.slowBody(), config.slowReader(), config.idle())
                .min(Duration::compareTo)
                .orElseThrow()
                .toNanos();
    }

    void start() {
        touchedAt = System.nanoTime();
        idleSince = touchedAt;
        timer = connection.loop().schedule(this::look, shortest, TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void touched() {
        touchedAt = System.nanoTime();
    }

    /** When something last moved. */
    long touchedAt() {
        return touchedAt;
    }

    void idleSince(long now) {
        idleSince = now;
    }

    private void look() {
        long now = System.nanoTime();
        long left = shortest;
        if (!connection.output().idle()) {
            left = Math.min(left, slowReader - connection.output().stalledNanos(now));
            if (left <= 0) {
                connection
                        .closing()
                        .fail(new SocketTimeoutException("the client has taken nothing of the response for too long"));
                return;
            }
        } else if (!connection.closing().begun()) {
            long waited = waited(now);
            if (waited <= 0) {
                expired();
            }
            left = waited <= 0 ? shortest : Math.min(left, waited);
        }
        timer = connection.loop().schedule(this::look, left, TimeUnit.NANOSECONDS);
    }

    /** How long what is waited for may still take. */
    private long waited(long now) {
        Http1Exchange exchange = connection.requests().current();
        if (exchange != null) {
            boolean body = connection.requests().awaitsBody() && !exchange.awaitsContinue();
            return body || exchange.awaitsReader() ? slowBody - (now - touchedAt) : shortest;
        }
        if (connection.requests().inMessage()) {
            return slowBody - (now - touchedAt);
        }
        long headStart = connection.decoder().headStart();
        return headStart != 0 ? slowHead - (now - headStart) : idle - (now - idleSince);
    }

    private void expired() {
        Http1Exchange exchange = connection.requests().current();
        if (exchange != null && exchange.awaitsReader()) {
            exchange.ignoreBody();
        } else if (exchange != null) {
            connection
                    .requests()
                    .refuse(
                            ErrorAnswer.of(408, "The request's body did not arrive in time."),
                            new SocketTimeoutException("the request's body did not arrive in time"));
        } else if (!connection.requests().inMessage() && connection.decoder().headStart() != 0) {
            connection.requests().refuseHead(ErrorAnswer.of(408, "The head of the request did not arrive in time."));
        } else {
            connection.closing().close();
        }
    }
}
