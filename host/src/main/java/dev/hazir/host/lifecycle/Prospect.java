package dev.hazir.host.lifecycle;

import dev.hazir.applet.AtUpgrade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What an upgrade would do to some of what is open now.
 *
 * @param kind as in {@link Holding#kind}
 * @param where such as {@code port devices}, or empty
 * @param note why, or on which condition; for people
 */
public record Prospect(String kind, String where, long count, Fate fate, String note) {

    /** What becomes of something that is open. */
    public enum Fate {
        HANDED_OVER("handed over"),
        CLOSED("closed"),
        FINISHES("finishes");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        /** As it stands in JSON and lists. */
        public String words() {
            return words;
        }
    }

    /** One of a kind. */
    public record One(Fate fate, String note) {

        /** One that goes over if its version gives a state when it is asked. */
        public static One handedOver() {
            return new One(Fate.HANDED_OVER, "if its state is given and taken");
        }

        /** One that stays with its version. */
        public static One left(AtUpgrade policy, String why) {
            return new One(policy == AtUpgrade.FINISH ? Fate.FINISHES : Fate.CLOSED, why);
        }
    }

    private static final long PATIENCE_SECONDS = 2;

    /** Waits for what the event loops say of all of a kind, and counts what is equal. Not for event loops. */
    public static List<Prospect> counted(String kind, String where, List<CompletableFuture<One>> all) {
        Map<One, Long> counts = new LinkedHashMap<>();
        One unknown = new One(Fate.FINISHES, "not known: its event loop is kept waiting");
        all.forEach(one -> counts.merge(
                one.completeOnTimeout(unknown, PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join(),
                1L,
                Long::sum));
        List<Prospect> prospects = new ArrayList<>();
        counts.forEach((one, count) -> prospects.add(new Prospect(kind, where, count, one.fate(), one.note())));
        return prospects;
    }
}
