package dev.hazir.host.websocket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sockets of one event loop that have something to send. However many there are, one task writes to all of them and
 * then flushes each once; messages that go to many of them are put into frames once.
 */
final class SendBatch implements Runnable {

    private final EventLoop loop;
    private final Queue<Outbox> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final SharedFrames frames = new SharedFrames(); // of the event loop alone

    SendBatch(EventLoop loop) {
        this.loop = loop;
    }

    /** Any thread. */
    void add(Outbox outbox) {
        waiting.add(outbox);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled.set(false);
        List<Outbox> written = new ArrayList<>();
        for (Outbox outbox = waiting.poll(); outbox != null; outbox = waiting.poll()) {
            outbox.write(frames);
            written.add(outbox);
        }
        frames.release();
        written.forEach(Outbox::flush);
    }
}
