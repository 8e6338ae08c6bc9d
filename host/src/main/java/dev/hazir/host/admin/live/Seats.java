package dev.hazir.host.admin.live;

import java.util.HashMap;
import java.util.Map;

/** How many streams may be open at once, in all and for each person. Safe for use by several threads. */
public final class Seats {

    static final int MOST = 50;
    static final int MOST_EACH = 8;

    /** How many each person has. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int all;

    /** Takes one; returns 0, or the status of a refusal. */
    public synchronized int take(String person) {
        if (all >= MOST) {
            return 503;
        }
        int own = taken.getOrDefault(person, 0);
        if (own >= MOST_EACH) {
            return 429;
        }
        taken.put(person, own + 1);
        all++;
        return 0;
    }

    /** Gives one back that was taken. */
    public synchronized void give(String person) {
        all--;
        taken.computeIfPresent(person, (key, own) -> own == 1 ? null : own - 1);
    }
}
