package dev.hazir.host.guest;

import org.jspecify.annotations.Nullable;

/**
 * Why guest code runs, for people: {@code line on port devices from /10.0.0.7:4711}.
 *
 * @param what such as {@code line on port devices} or {@code resource /res/meter/next}
 * @param peer who caused it, or null
 * @param handler what the applet declared for it, such as {@code port devices}: the unit that can be moved off the loop
 */
public record Trigger(String what, @Nullable Object peer, String handler) {

    public static Trigger of(String what) {
        return new Trigger(what, null, what);
    }

    public static Trigger of(String what, Object peer) {
        return new Trigger(what, peer, what);
    }

    /** The same as a part of a handler. */
    public Trigger in(String unit) {
        return new Trigger(what, peer, unit);
    }

    @Override
    public String toString() {
        return peer == null ? what : what + " from " + peer;
    }
}
