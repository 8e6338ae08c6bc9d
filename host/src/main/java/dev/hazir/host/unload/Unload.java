package dev.hazir.host.unload;

import java.time.Instant;
import java.util.List;

/**
 * What became of one deployment after its end. Holds text only.
 *
 * @param number counts up from 1 in a host's life
 * @param at when everything of it was closed
 * @param state how far the proof is
 * @param millis how long its classes were held after that, up to now unless they are gone
 * @param verdict one sentence
 * @param holders who holds its classes, as far as they were found
 * @param path the way from a root of the heap to the classes, or empty when nobody looked for it
 * @param mended what the host has removed
 */
public record Unload(
        long number,
        String applet,
        String version,
        Instant at,
        State state,
        long millis,
        String verdict,
        List<HeldBy> holders,
        String path,
        List<String> mended) {

    /** How far the proof is. */
    public enum State {
        /** Its classes may still go. */
        PROVING,
        /** Its classes are gone. */
        CLEAN,
        /** Its classes have outlived several collections. */
        HELD
    }
}
