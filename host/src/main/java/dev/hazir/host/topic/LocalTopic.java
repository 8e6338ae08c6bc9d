package dev.hazir.host.topic;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import dev.hazir.applet.topic.Topic;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Shared;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.LoopScope;
import dev.hazir.host.metrics.Tap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A topic within this process. One lock orders the messages for all who receive them; nothing of a guest runs under it.
 * Who waits for a next message is answered on the applet's event loop.
 */
final class LocalTopic<T> implements Topic<T> {

    private static final int MOST_KEPT = 100_000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final String name;
    private final Class<?> type;
    private final Guest guest;
    private final Executor loop;
    private final HostTime time;
    private final Trigger nextTrigger;

    private final Object lock = new Object();
    private final Deque<T> kept = new ArrayDeque<>();
    private final List<Lane<T>> lanes = new ArrayList<>();
    private final Set<CompletableFuture<Optional<T>>> waiting = new LinkedHashSet<>();
    private int keep;
    private long messages;
    private long droppedByThePast;
    private long deliveredInThePast;
    private boolean ended;
    private volatile @Nullable Tap tap;

    LocalTopic(String name, Class<?> type, Guest guest, HostTime time) {
        this.name = name;
        this.type = type;
        this.guest = guest;
        this.loop = guest.turn();
        this.time = time;
        this.nextTrigger =
                Trigger.of("next message of topic " + name).in(guest.turn().handler());
    }

    Class<?> type() {
        return type;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Topic<T> keepLast(int count) {
        if (count < 0 || count > MOST_KEPT) {
            throw new IllegalArgumentException("keepLast: " + count + " (expected: 0 to " + MOST_KEPT + ")");
        }
        synchronized (lock) {
            keep = count;
            trim();
        }
        return this;
    }

    /** Gives a message to all; after the end of the deployment it reaches nobody. */
    @Override
    public void publish(T message) {
        Objects.requireNonNull(message, "a message must not be null");
        List<CompletableFuture<Optional<T>>> answered;
        synchronized (lock) {
            if (ended) {
                return;
            }
            messages++;
            kept.addLast(message);
            trim();
            Shared<T> shared = new Shared<>(message);
            lanes.forEach(lane -> lane.offer(shared));
            answered = takeWaiting();
        }
        answer(answered, Optional.of(message));
        Tap looking = tap;
        if (looking != null) {
            copy(message, looking);
        }
    }

    /** Copies messages for an operator from now on. */
    void tap(Tap looking) {
        tap = looking;
    }

    /** As bytes, so that nothing of the guest is kept; what has no JSON says why. */
    private void copy(T message, Tap looking) {
        if (looking.over()) {
            tap = null;
            return;
        }
        byte[] bytes;
        try {
            bytes = message instanceof byte[] raw ? raw : guest.json().writeValueAsBytes(message);
        } catch (RuntimeException e) {
            bytes = ("no JSON: " + e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
        looking.add(true, guest.id(), bytes);
    }

    @Override
    public List<T> last() {
        synchronized (lock) {
            return List.copyOf(kept);
        }
    }

    @Override
    public CompletionStage<Optional<T>> next(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<T>> stage = new CompletableFuture<>();
        synchronized (lock) {
            requireLive();
            waiting.add(stage);
        }
        Duration wait = timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout;
        Registration timer =
                time.after(wait, loop, () -> guest.run(nextTrigger, () -> stage.complete(Optional.empty())));
        // Also when the caller cancels it.
        stage.whenComplete((message, failure) -> {
            timer.close();
            synchronized (lock) {
                waiting.remove(stage);
            }
        });
        return stage;
    }

    @Override
    public Registration subscribe(Scope scope, Consumer<? super T> subscriber) {
        Executor itsLoop = scope instanceof LoopScope own ? own.loop() : loop;
        Lane<T> lane = new Lane<>(name, guest, itsLoop, subscriber, this::forget);
        synchronized (lock) {
            requireLive();
            lanes.add(lane);
        }
        lane.endWith(scope);
        return lane;
    }

    void releaseWaiting() {
        List<CompletableFuture<Optional<T>>> answered;
        synchronized (lock) {
            answered = takeWaiting();
        }
        answer(answered, Optional.empty());
    }

    void end() {
        List<Lane<T>> left;
        synchronized (lock) {
            ended = true;
            left = List.copyOf(lanes);
            kept.clear();
        }
        left.forEach(Lane::close);
        releaseWaiting();
    }

    TopicView view() {
        synchronized (lock) {
            Map<String, List<Lane<T>>> byHandler =
                    lanes.stream().collect(Collectors.groupingBy(Lane::handler, TreeMap::new, Collectors.toList()));
            return new TopicView(
                    name,
                    guest.id(),
                    type.getSimpleName(),
                    lanes.size(),
                    waiting.size(),
                    messages,
                    deliveredInThePast
                            + lanes.stream().mapToLong(Lane::delivered).sum(),
                    lanes.stream().mapToInt(Lane::queued).sum(),
                    lanes.stream().mapToInt(Lane::queued).max().orElse(0),
                    droppedByThePast + lanes.stream().mapToLong(Lane::dropped).sum(),
                    byHandler.entrySet().stream()
                            .map(entry -> receiver(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    private static <T> TopicView.Receiver receiver(String handler, List<Lane<T>> lanes) {
        return new TopicView.Receiver(
                handler,
                lanes.size(),
                lanes.stream().mapToLong(Lane::delivered).sum(),
                lanes.stream().mapToInt(Lane::queued).sum());
    }

    private void requireLive() {
        if (ended) {
            throw new IllegalStateException(
                    guest + " has ended: nobody can listen to its topic '" + name + "' any more");
        }
    }

    private void trim() {
        while (kept.size() > keep) {
            kept.removeFirst();
        }
    }

    private List<CompletableFuture<Optional<T>>> takeWaiting() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<Optional<T>>> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** On the loop, never within publish: an answer may publish again, and that must not nest. */
    private void answer(List<CompletableFuture<Optional<T>>> stages, Optional<T> message) {
        if (!stages.isEmpty()) {
            loop.execute(() -> guest.run(nextTrigger, () -> stages.forEach(stage -> stage.complete(message))));
        }
    }

    private void forget(Lane<T> lane) {
        synchronized (lock) {
            if (lanes.remove(lane)) {
                droppedByThePast += lane.dropped();
                deliveredInThePast += lane.delivered();
            }
        }
    }
}
