package dev.hazir.hosttests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which versions of an applet were brought up, in order, and which of them may answer a request. Any thread. */
final class Versions {

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private volatile int reported;

    Versions(String first) {
        begun.add(first);
    }

    /** The host is about to be asked for this version. */
    void begin(String version) {
        begun.add(version);
    }

    /** The host has said that the version begun last runs. */
    void reported() {
        reported = begun.size() - 1;
    }

    /** The version that runs. */
    String current() {
        return begun.get(reported);
    }

    /** To be taken before a request is sent. */
    int mark() {
        return reported;
    }

    /** Fails unless the answer to a request sent at this mark may come from that version. */
    void check(int mark, String version) {
        List<String> allowed = begun.stream().skip(mark).toList();
        if (!allowed.contains(version)) {
            throw new AssertionError("version " + version + " answered (expected: one of " + allowed + ")");
        }
    }
}
