package dev.hazir.host.topic;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.guest.Shared;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.guest.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one subscriber: at most 1,024, the oldest give way. They are delivered on the loop of the
 * subscriber's scope, some at a time, so that a busy topic leaves the loop to others in between.
 */
final class Lane<T> implements Registration {

    static final int BOUND = 1_024;
    private static final int TURN = 64;
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Guest guest;
    private final Executor loop;
    private final Consumer<? super T> subscriber;
    private final Consumer<Lane<T>> forget;
    private final Trigger trigger;

    private int left; // in this turn; of the loop alone

    // Guarded by this.
    private final Deque<Shared<T>> messages = new ArrayDeque<>();
    private boolean scheduled;
    private boolean closed;
    private long dropped;
    private long delivered;
    private @Nullable Registration scopeEnd;

    Lane(String topic, Guest guest, Executor loop, Consumer<? super T> subscriber, Consumer<Lane<T>> forget) {
        this.guest = guest;
        this.loop = loop;
        this.subscriber = subscriber;
        this.forget = forget;
        Trigger message = Trigger.of("message on topic " + topic);
        this.trigger = loop instanceof Turn turn ? message.in(turn.handler()) : message;
    }

    /** Closes this lane when the scope ends, at once if it has ended. */
    void endWith(Scope scope) {
        Registration registration = scope.onEnd(this::close);
        boolean late;
        synchronized (this) {
            scopeEnd = registration;
            late = closed;
        }
        if (late) {
            registration.close();
        }
    }

    /** Adds a message. Called in the order of publication. */
    synchronized void offer(Shared<T> message) {
        if (closed) {
            return;
        }
        if (messages.size() == BOUND) {
            messages.removeFirst();
            if (dropped++ == 0) {
                log.warn("{} of {} is more than {} messages behind: the oldest are dropped", trigger, guest, BOUND);
            }
        }
        messages.addLast(message);
        if (!scheduled) {
            scheduled = true;
            schedule();
        }
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized long delivered() {
        return delivered;
    }

    synchronized int queued() {
        return messages.size();
    }

    /** What of the applet it belongs to. */
    String handler() {
        return trigger.handler();
    }

    @Override
    public void close() {
        Registration registration;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            messages.clear();
            registration = scopeEnd;
        }
        if (registration != null) {
            registration.close();
        }
        forget.accept(this);
    }

    private void schedule() {
        try {
            loop.execute(this::deliver);
        } catch (RejectedExecutionException e) {
            // The loop has ended with the host, and with it whoever could have received this.
            closed = true;
            messages.clear();
            log.debug("{} of {} ended with its event loop", trigger, guest, e);
        }
    }

    private void deliver() {
        left = TURN;
        while (!guest.run(trigger, this::giveOut)) {
            // A message has failed; it goes on with the next.
        }
        if (left == 0) {
            synchronized (this) {
                schedule();
            }
        }
    }

    /** Gives messages out in one guest call: each is watched by itself. */
    private void giveOut() {
        while (left > 0) {
            Shared<T> message = poll();
            if (message == null) {
                return;
            }
            left--;
            message.give(subscriber);
            LoopThread.nextMessage();
        }
    }

    private synchronized @Nullable Shared<T> poll() {
        Shared<T> message = messages.pollFirst();
        if (message == null) {
            scheduled = false;
        } else {
            delivered++;
        }
        return message;
    }
}
