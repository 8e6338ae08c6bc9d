package dev.hazir.host.front;

import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * Watches over an exchange whose client has closed its side of the connection. That is how a client looks that has sent
 * all it has to say and waits for the answer, and just so looks one that is gone. Only sending tells: an informational
 * response now and then is skipped by the first and makes the system of the second reset the connection.
 */
final class HalfClosed {

    private static final ResponseHead PROBE = new ResponseHead(102, EmptyHttpHeaders.INSTANCE, 0);
    private static final long[] PAUSE_MILLIS = {2_000, 500, 5_000};

    private final Http1Connection connection;
    private final Http1Exchange exchange;
    private int probes;

    HalfClosed(Http1Connection connection, Http1Exchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    void watch() {
        long pause = PAUSE_MILLIS[Math.min(probes, PAUSE_MILLIS.length - 1)];
        connection.loop().schedule(this::probe, pause, TimeUnit.MILLISECONDS);
    }

    private void probe() {
        boolean waiting = connection.requests().current() == exchange && !exchange.committed() && !connection.gone();
        if (waiting && exchange.request().version().equals("HTTP/1.1")) {
            probes++;
            exchange.send(PROBE, Unpooled.EMPTY_BUFFER, false, SendCallback.NONE);
            watch();
        }
    }
}
