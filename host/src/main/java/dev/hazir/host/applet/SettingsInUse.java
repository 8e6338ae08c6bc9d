package dev.hazir.host.applet;

import dev.hazir.applet.Invalid;
import dev.hazir.applet.Registration;
import dev.hazir.applet.SettingsHandler;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.settings.Effect;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.SettingsException;
import dev.hazir.host.settings.SettingsType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one deployment: the record that is in effect, and who takes another one while it runs. Any thread may ask
 * for the record; changes come from the operator thread, one at a time.
 */
final class SettingsInUse {

    static final Trigger CHANGE = Trigger.of("change of settings");
    private static final Trigger CHECK = Trigger.of("check of settings");

    private final Guest guest;
    private final Map<String, String> environment;
    private final List<Taker<?>> takers = new CopyOnWriteArrayList<>();
    private volatile SavedSettings saved;
    private volatile @Nullable Held<?> held;

    /** A handler of changes, in the order of declaration. */
    private record Taker<S extends Record>(Class<S> type, SettingsHandler<S> handler) {

        void take(Record before, Record now) throws Exception {
            handler.changed(type.cast(before), type.cast(now));
        }
    }

    /** A record with what it was made by. */
    private record Held<S extends Record>(SettingsType<S> type, SettingsType.Bound<S> bound) {

        Held<S> rebound(Map<String, @Nullable Object> values, Map<String, String> environment) {
            return new Held<>(type, type.bind(values, environment));
        }

        Set<String> differing(Record other) {
            return type.differing(bound.value(), type.type().cast(other));
        }
    }

    /** Other settings, which are in effect nowhere yet. */
    final class Change {
        private final SavedSettings after;
        private final Held<?> before;
        private final Held<?> now;
        private final Set<String> differing;

        private Change(SavedSettings after, Held<?> before, Held<?> now) {
            this.after = after;
            this.before = before;
            this.now = now;
            this.differing = before.differing(now.bound().value());
        }

        /** What saving them does, which is known before anybody is told. */
        Outlook outlook() {
            if (!taken()) {
                return new Outlook(List.of(), Effect.RESTART, List.of());
            }
            List<String> restarting = now.bound().settings().stream()
                    .filter(setting -> setting.applies() == Effect.RESTART && differing.contains(setting.name()))
                    .map(Setting::name)
                    .toList();
            Effect effect = differing.isEmpty() ? Effect.NONE : restarting.isEmpty() ? Effect.LIVE : Effect.RESTART;
            return new Outlook(List.of(), effect, restarting);
        }

        Set<String> differing() {
            return differing;
        }

        /**
         * Tells all handlers, in order. When one throws, those before it are told the way back. On a worker.
         *
         * @return why they are not used, or empty when they are
         */
        Optional<Refusal> tell() {
            Deque<Taker<?>> told = new ArrayDeque<>();
            for (Taker<?> taker : takers) {
                Optional<Exception> failure = tell(taker, before, now);
                if (failure.isPresent()) {
                    return Optional.of(refusal(failure.get(), tellBack(told)));
                }
                told.push(taker);
            }
            return Optional.empty();
        }

        /** Tells all handlers the way back, last one first. Returns whether all are where they were. On a worker. */
        boolean tellBack() {
            Deque<Taker<?>> told = new ArrayDeque<>();
            takers.forEach(told::push);
            return tellBack(told);
        }

        /** What is asked for from now on is the new record: it is on disk. */
        void use() {
            SettingsInUse.this.use(after, now);
        }

        private boolean tellBack(Deque<Taker<?>> told) {
            boolean all = true;
            for (Taker<?> taker : told) {
                Optional<Exception> failure = tell(taker, now, before);
                failure.ifPresent(e -> guest.fault(CHANGE, e));
                all &= failure.isEmpty();
            }
            return all;
        }

        private Optional<Exception> tell(Taker<?> taker, Held<?> from, Held<?> to) {
            try {
                return guest.call(CHANGE, () -> {
                    taker.take(from.bound().value(), to.bound().value());
                    return Optional.empty();
                });
            } catch (Exception e) {
                return Optional.of(e);
            }
        }

        private Refusal refusal(Exception failure, boolean undone) {
            if (failure instanceof Invalid invalid) {
                return new Refusal(now.type().refusal(invalid), undone);
            }
            guest.fault(CHANGE, failure);
            return new Refusal(failure, undone);
        }
    }

    /**
     * Why handlers have not taken a change.
     *
     * @param undone whether all are where they were, or only some
     */
    record Refusal(Exception why, boolean undone) {}

    SettingsInUse(Guest guest, SavedSettings saved, Map<String, String> environment) {
        this.guest = guest;
        this.saved = saved;
        this.environment = environment;
    }

    /** The record in effect. Binds it when it is asked for first. */
    <S extends Record> S of(Class<S> type) {
        Held<?> now = held;
        return now != null && now.type().type() == type ? type.cast(now.bound().value()) : bind(type);
    }

    /** Lets a handler take changes of the record from now on. */
    <S extends Record> Registration onChange(Class<S> type, SettingsHandler<S> handler) {
        Held<?> now = held;
        if (now != null && now.type().type() != type) {
            throw new IllegalArgumentException("onSettings: " + type.getName() + " (expected: "
                    + now.type().type().getName() + ", which the settings of " + guest.id() + " are bound to)");
        }
        of(type);
        Taker<S> taker = new Taker<>(type, handler);
        takers.add(taker);
        return () -> takers.remove(taker);
    }

    /** What can be set, with the values in effect. */
    List<Setting> list() {
        Held<?> now = held;
        if (now == null) {
            return List.of();
        }
        List<Setting> all = now.bound().settings();
        return taken()
                ? all
                : all.stream().map(setting -> setting.applying(Effect.RESTART)).toList();
    }

    /** Whether somebody takes changes while the applet runs. */
    boolean taken() {
        return !takers.isEmpty();
    }

    /** The saved settings that nobody here knows. */
    Set<String> unknown() {
        return saved.unknown();
    }

    /**
     * What other values would make of the record; empty when there is none. Runs the constructor of the guest's record.
     *
     * @throws SettingsException when they do not fit
     */
    Optional<Change> change(Map<String, @Nullable Object> values) throws Exception {
        Held<?> now = held;
        return now == null
                ? Optional.empty()
                : guest.call(
                        CHECK,
                        () -> Optional.of(
                                new Change(SavedSettings.exactly(values), now, now.rebound(values, environment))));
    }

    /** The deployment has ended: nobody takes anything any more. */
    void end() {
        takers.clear();
    }

    /** A record beside the one that changes are made of is only made, and forgotten. */
    private synchronized <S extends Record> S bind(Class<S> type) {
        SettingsType<S> asked = new SettingsType<>(guest.id(), type, guest::json);
        Held<S> made = new Held<>(asked, asked.bind(saved.fitting(asked.names()), environment));
        if (takers.isEmpty()) {
            held = made;
        }
        return made.bound().value();
    }

    private synchronized void use(SavedSettings after, Held<?> now) {
        saved = after;
        held = now;
    }
}
