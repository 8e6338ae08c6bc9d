package dev.hazir.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What happened in a test, in order: the last entries stand in every failure message. Safe for use by several threads. */
final class Timeline {

    private static final int KEPT = 40;

    private final long began = System.nanoTime();
    private final Deque<String> entries = new ArrayDeque<>();

    void add(String who, String what) {
        double millis = (System.nanoTime() - began) / 1e6;
        String entry = String.format(Locale.ROOT, "%9.1f ms  %-10s %s", millis, who, what);
        synchronized (entries) {
            entries.addLast(entry);
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
        }
    }

    /** A failure of the test with what led to it. */
    AssertionError failure(String sentence) {
        return new AssertionError(sentence + "\n\nWhat happened:\n" + this);
    }

    @Override
    public String toString() {
        synchronized (entries) {
            return String.join("\n", entries);
        }
    }
}
