package dev.hazir.host.guest;

import dev.hazir.applet.HandedOver;
import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a deployment has given so that the next one can go on with a connection: bytes, and nothing of its classes, so that
 * whoever keeps it does not keep the deployment.
 */
public final class HandedState {

    private static final Logger log = LoggerFactory.getLogger(HandedState.class);
    private static final Trigger WARM_UP = Trigger.of("hand-over");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String version;
    private final byte[] bytes;
    private final boolean raw;

    private HandedState(String version, byte[] bytes, boolean raw) {
        this.version = version;
        this.bytes = bytes;
        this.raw = raw;
    }

    /**
     * Asks a guest for the state of something on a loop, in turn with all else that it does there. To be called on that loop.
     *
     * @param handOver guest code that gives the state, a stage of it, or null to keep what it has
     * @return completes on the loop: empty when the guest keeps it; exceptionally with what the guest threw, or with a
     *     {@link TimeoutException} when its stage took longer than 5 s
     */
    public static CompletionStage<Optional<HandedState>> ask(
            Turn turn, Trigger trigger, HostTime time, Callable<? extends @Nullable Object> handOver) {
        CompletableFuture<Optional<HandedState>> answer = new CompletableFuture<>();
        turn.run(() -> given(turn, trigger, time, handOver)
                .whenComplete((state, failure) -> turn.onLoop(() -> {
                    if (failure != null) {
                        answer.completeExceptionally(cause(failure));
                    } else {
                        answer.complete(state);
                    }
                })));
        return answer;
    }

    /** Asks where the guest code runs; completes there or on the loop. */
    private static CompletionStage<Optional<HandedState>> given(
            Turn turn, Trigger trigger, HostTime time, Callable<? extends @Nullable Object> handOver) {
        Guest guest = turn.guest();
        CompletableFuture<Optional<HandedState>> answer = new CompletableFuture<>();
        try {
            Object given = guest.<@Nullable Object>call(trigger, handOver::call);
            if (given instanceof CompletionStage<?> stage) {
                Registration limit = time.after(LIMIT, turn.loop(), () -> answer.completeExceptionally(tooLate()));
                guest.call(
                        trigger,
                        () -> stage.whenCompleteAsync(
                                (value, failure) -> {
                                    if (failure != null) {
                                        answer.completeExceptionally(cause(failure));
                                    } else {
                                        settle(answer, guest, trigger, value);
                                    }
                                },
                                turn.loop()));
                return answer.whenComplete((state, failure) -> limit.close());
            }
            settle(answer, guest, trigger, given);
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /**
     * Loads what a guest needs to write and read values of some classes, which may take long the first time. Not for event
     * loops. A class that is not there or not fit for JSON shows itself when it is used.
     *
     * @param classes none if the guest hands nothing over: then nothing is loaded
     */
    public static void warmUp(Guest guest, Collection<String> classes) {
        if (classes.isEmpty()) {
            return;
        }
        WarmUp one = new WarmUp(List.of(""));
        guest.json().readValue(guest.json().writeValueAsBytes(one), WarmUp.class);
        for (String name : classes) {
            try {
                guest.call(WARM_UP, () -> {
                    Class<?> type = Class.forName(name, false, guest.loader());
                    guest.json().writerFor(type);
                    return guest.json().readerFor(type).readValue("null");
                });
            } catch (Exception e) {
                log.debug("{} of {} cannot be prepared: {}", name, guest, e.toString());
            }
        }
    }

    /** The state as the next deployment sees it. */
    public HandedOver to(Guest next) {
        return new Received(this, next.json());
    }

    private static void settle(
            CompletableFuture<Optional<HandedState>> answer, Guest guest, Trigger trigger, @Nullable Object value) {
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(value == null ? Optional.empty() : Optional.of(of(guest, trigger, value)));
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
    }

    private static HandedState of(Guest guest, Trigger trigger, Object value) throws Exception {
        String version = guest.info().version();
        if (value instanceof byte[] own) {
            return new HandedState(version, own.clone(), true);
        }
        // Accessors of the value are guest code.
        return new HandedState(version, guest.call(trigger, () -> guest.json().writeValueAsBytes(value)), false);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static TimeoutException tooLate() {
        return new TimeoutException("the stage that handOver returned was not complete after " + LIMIT.toSeconds()
                + " s (expected: complete it when the answers under way have been sent)");
    }

    /** What most state looks like: makes the mapper itself ready. */
    private record WarmUp(List<String> texts) {}

    private record Received(HandedState state, JsonMapper json) implements HandedOver {

        @Override
        public String version() {
            return state.version;
        }

        @Override
        public <T> T as(Class<T> type) {
            if (state.raw && type == byte[].class) {
                return type.cast(bytes());
            }
            T value;
            try {
                // A number that only this version has begins at 0.
                value = json.readerFor(type)
                        .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .readValue(state.bytes);
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "the state of version " + state.version + " does not fit " + type.getName() + ": "
                                + e.getOriginalMessage(),
                        e);
            }
            if (value == null) {
                throw new IllegalArgumentException(
                        "the state of version " + state.version + " is null (expected: " + type.getName() + ")");
            }
            return value;
        }

        @Override
        public byte[] bytes() {
            return state.bytes.clone();
        }
    }
}
