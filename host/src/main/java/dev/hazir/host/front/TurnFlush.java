package dev.hazir.host.front;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Flushes together what the connections of one event loop have written while it went through those that had something to
 * read: a program that holds many of them is then woken once for several answers, and this loop is interrupted less often.
 * Never many at a time, so that an answer does not wait for the handlers of many others. Belongs to the event loop.
 */
final class TurnFlush {

    private static final int MOST = 16;

    private final EventLoop loop;
    private final List<Http1Output> waiting = new ArrayList<>(MOST);
    private final Runnable flush = this::flush;
    private boolean scheduled;

    TurnFlush(EventLoop loop) {
        this.loop = loop;
    }

    /** Flushes an output at the end of the turn, or before. */
    void add(Http1Output output) {
        waiting.add(output);
        if (waiting.size() >= MOST) {
            flushAll();
        } else if (!scheduled) {
            try {
                loop.execute(flush);
                scheduled = true;
            } catch (RejectedExecutionException e) {
                // The loop is ending: there is no end of the turn any more.
                flushAll();
            }
        }
    }

    private void flush() {
        scheduled = false;
        flushAll();
    }

    private void flushAll() {
        // A flush may let a connection write on, which adds it again.
        Http1Output[] all = waiting.toArray(Http1Output[]::new);
        waiting.clear();
        for (Http1Output output : all) {
            output.flush();
        }
    }
}
