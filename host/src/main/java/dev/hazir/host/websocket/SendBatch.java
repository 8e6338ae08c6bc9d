package dev.hazir.host.websocket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sockets of one event loop that have something to send. However many there are, one task writes to all of them and
 * then flushes each once; a message that goes to many of them is put into a frame once.
 */
final class SendBatch implements Runnable {

    private final EventLoop loop;
    private final Queue<HostedSocket> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final SharedFrame frame = new SharedFrame(); // of the event loop alone

    SendBatch(EventLoop loop) {
        this.loop = loop;
    }

    /** Any thread. */
    void add(HostedSocket socket) {
        waiting.add(socket);
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled.set(false);
        List<HostedSocket> written = new ArrayList<>();
        for (HostedSocket socket = waiting.poll(); socket != null; socket = waiting.poll()) {
            socket.writeQueued(frame);
            written.add(socket);
        }
        frame.release();
        written.forEach(HostedSocket::flush);
    }
}
