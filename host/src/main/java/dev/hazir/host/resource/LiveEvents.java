package dev.hazir.host.resource;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.EventHandler;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.lifecycle.LoopScope;
import dev.hazir.host.request.LiveRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * A stream of server-sent events. What is sent meanwhile is put together and goes out when the exchange has taken what
 * was sent before. Fields are guarded by {@code lock}, for senders use any thread.
 */
final class LiveEvents extends LiveScope implements EventStream, LoopScope, SendCallback {

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final int HIGH_WATER = 64 << 10;
    private static final int LIMIT = 16 << 20;

    private final Answer answer;
    private final Guest guest;
    private final Trigger trigger;
    private final HttpExchange exchange;
    private final LiveRequest request;
    private final Instant since;
    private final List<Runnable> writableActions = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private ByteBuf pending = Unpooled.buffer(256);
    private int underWay;
    private boolean sending = true;
    private boolean scheduled;
    private boolean closing;
    private boolean lastSent;
    private boolean blocked;
    private Registration ping = () -> {};

    LiveEvents(Answer answer, LiveRequest request) {
        this.answer = answer;
        this.guest = answer.guest();
        this.trigger = answer.trigger();
        this.exchange = answer.exchange();
        this.request = request;
        this.since = answer.time().clock().instant();
    }

    /** Sends the head, then calls the handler. */
    void open(ResponseHead head, EventHandler handler) {
        onLoop(() -> {
            exchange.onAbort(this::failed);
            exchange.onWritable(this::becameWritable);
            exchange.onInputEnd(this::probe);
            exchange.send(head, Unpooled.EMPTY_BUFFER, false, new SendCallback() {
                @Override
                public void sent() {
                    onLoop(() -> opened(handler));
                }

                @Override
                public void failed(Throwable cause) {
                    LiveEvents.this.failed(cause);
                }
            });
        });
    }

    private void opened(EventHandler handler) {
        if (ended()) {
            return;
        }
        ping = answer.time().after(SILENCE, exchange.loop(), this::ping);
        if (!guest.run(trigger, () -> handler.opened(this))) {
            close();
        }
        exchange.listedElsewhere();
        answer.streams().opened(this);
        taken();
    }

    /** For lists. */
    Holding.Item shown() {
        InetSocketAddress remote = exchange.connection().remoteAddress();
        return new Holding.Item(
                request.toString(),
                exchange.connection().id(),
                remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                since);
    }

    @Override
    public Executor loop() {
        return exchange.loop();
    }

    @Override
    public void send(ServerEvent event) {
        append(EventText.of(event));
    }

    @Override
    public void sendJson(Object value) {
        append("data: " + guest.json().writeValueAsString(value) + "\n\n");
    }

    @Override
    public Optional<String> lastEventId() {
        return request.header("last-event-id");
    }

    @Override
    public boolean writable() {
        synchronized (lock) {
            boolean keepsUp = !ended() && pending.readableBytes() + underWay < HIGH_WATER && exchange.writable();
            blocked |= !keepsUp;
            return keepsUp;
        }
    }

    @Override
    public Registration onWritable(Runnable action) {
        writableActions.add(action);
        return () -> writableActions.remove(action);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            schedule();
        }
    }

    @Override
    public void sent() {
        onLoop(this::taken);
    }

    @Override
    public void failed(Throwable cause) {
        onLoop(this::over);
    }

    private void append(String text) {
        synchronized (lock) {
            if (closing || ended()) {
                return;
            }
            if (pending.readableBytes() > LIMIT) {
                closing = true;
                exchange.abort(new IOException("the client does not take its events: " + LIMIT + " bytes wait"));
                return;
            }
            pending.writeCharSequence(text, StandardCharsets.UTF_8);
            blocked |= pending.readableBytes() + underWay >= HIGH_WATER;
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled && !sending) {
            scheduled = true;
            exchange.loop().execute(this::flush);
        }
    }

    private void taken() {
        if (lastSent) {
            over();
            return;
        }
        synchronized (lock) {
            sending = false;
            underWay = 0;
        }
        flush();
        becameWritable();
    }

    private void flush() {
        ByteBuf content;
        synchronized (lock) {
            scheduled = false;
            if (sending || ended() || (!pending.isReadable() && !closing)) {
                return;
            }
            content = pending;
            underWay = content.readableBytes();
            pending = Unpooled.buffer(256);
            sending = true;
            lastSent = closing;
        }
        exchange.send(null, content, lastSent, this);
    }

    private void becameWritable() {
        synchronized (lock) {
            boolean was = blocked;
            blocked = false;
            if (!was || !writable()) {
                return;
            }
        }
        for (Runnable action : writableActions) {
            guest.run(trigger, action::run);
        }
    }

    private void ping() {
        if (!ended()) {
            if (writable()) {
                append(EventText.PING);
            }
            ping = answer.time().after(SILENCE, exchange.loop(), this::ping);
        }
    }

    /**
     * Most clients that end their side are gone, and the system says so only to who sends: the first comment makes it find
     * out, the second one fails. Others skip both.
     */
    private void probe() {
        append(EventText.PING);
        answer.time().after(PROBE, exchange.loop(), () -> append(EventText.PING));
    }

    private void over() {
        if (!ended()) {
            ping.close();
            guest.run(trigger, this::end);
            answer.streams().over(this);
            answer.over();
        }
    }

    private void onLoop(Runnable step) {
        if (exchange.loop().inEventLoop()) {
            step.run();
        } else {
            exchange.loop().execute(step);
        }
    }
}
