package dev.hazir.host.guest;

import org.jspecify.annotations.Nullable;

/**
 * Why guest code runs, for people: {@code line on port devices from /10.0.0.7:4711}.
 *
 * @param what such as {@code line on port devices} or {@code resource /res/meter/next}
 * @param peer who caused it, or null
 */
public record Trigger(String what, @Nullable Object peer) {

    public static Trigger of(String what) {
        return new Trigger(what, null);
    }

    public static Trigger of(String what, Object peer) {
        return new Trigger(what, peer);
    }

    @Override
    public String toString() {
        return peer == null ? what : what + " from " + peer;
    }
}
