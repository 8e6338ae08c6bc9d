package dev.hazir.applet.topic;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A named stream of messages. Messages are immutable values, best records. All methods may be called from any thread
 * and none blocks.
 */
public interface Topic<T> {

    /** The name it was asked for with. */
    String name();

    /** Keeps the last messages for {@link #last()}; without it none are kept. Returns this topic. */
    Topic<T> keepLast(int messages);

    /** Gives a message to all subscribers, in the order of publication for each of them. */
    void publish(T message);

    /** The kept messages, oldest first. */
    List<T> last();

    /**
     * The first message published after this call, or empty when none came in time. Cancelling the stage ends the
     * waiting.
     */
    CompletionStage<Optional<T>> next(Duration timeout);

    /**
     * Gives every further message to a subscriber until the scope ends or the registration is closed: on the event loop
     * of the scope's connection or request, on this applet's event loop for the scope of a deployment. The subscriber
     * must not block. A subscriber that falls more than 1,024 messages behind loses the oldest ones.
     */
    Registration subscribe(Scope scope, Consumer<? super T> subscriber);
}
