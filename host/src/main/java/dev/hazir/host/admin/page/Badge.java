package dev.hazir.host.admin.page;

import java.util.Map;

/**
 * How a state is shown: never by colour alone.
 *
 * @param look the class of its colour, or empty
 * @param symbol stands before the word
 * @param key of the word in the message file
 */
public record Badge(String look, String symbol, String key) {

    private static final Map<String, Badge> KNOWN = Map.ofEntries(
            known("live", "ok", "●"),
            known("slow", "warn", "▲"),
            known("disabled", "", "○"),
            known("failed", "bad", "✕"),
            known("draining", "warn", "◐"),
            known("open", "ok", "●"),
            known("closed", "", "○"),
            known("connecting", "info", "◌"),
            known("running", "info", "◌"),
            known("begun", "info", "◌"),
            known("done", "ok", "●"),
            known("refused", "warn", "▲"),
            known("rolled-back", "warn", "▲"),
            known("off", "", "–"),
            known("cancelled", "", "○"),
            known("clean", "ok", "●"),
            known("proving", "info", "◌"),
            known("held", "bad", "✕"),
            known("active", "ok", "●"),
            known("shadowed", "", "○"),
            known("added", "ok", "+"),
            known("removed", "bad", "−"),
            known("changed", "warn", "~"),
            known("kept", "", "="),
            known("unshadowed", "info", "△"));
    private static final Badge STARTING = new Badge("info", "◌", "state.starting");

    /** The badge of a state's word; a word that is not known is a step on the way to running. */
    public static Badge of(String word) {
        return KNOWN.getOrDefault(word, STARTING);
    }

    private static Map.Entry<String, Badge> known(String word, String look, String symbol) {
        return Map.entry(word, new Badge(look, symbol, "state." + word));
    }
}
