package dev.hazir.host.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one kind still holds a deployment.
 *
 * @param kind in the words of operators, singular: {@code request}, {@code websocket}, {@code timer} …
 * @param side {@code web} or {@code loop}
 * @param count how many there are
 * @param items the oldest of them, at most {@value #SHOWN}; empty when they are only counted
 */
public record Holding(String kind, String side, long count, List<Item> items) {

    private static final int SHOWN = 50;
    private static final Comparator<Item> OLDEST_FIRST =
            Comparator.comparing(Item::since, Comparator.nullsLast(Comparator.naturalOrder()));

    /**
     * One of them.
     *
     * @param what names it, such as {@code GET /apps/shop/report} or {@code port devices}
     * @param id names it in logs and other lists, or empty
     * @param remote the other end, or empty
     * @param since when it began, or null when nobody noted it
     */
    public record Item(
            String what, String id, String remote, @Nullable Instant since) {}

    public Holding {
        items = List.copyOf(items);
    }

    /** A list of one entry, or of none when there is nothing. */
    public static List<Holding> of(String kind, String side, Collection<Item> all) {
        return all.isEmpty()
                ? List.of()
                : List.of(new Holding(
                        kind,
                        side,
                        all.size(),
                        all.stream().sorted(OLDEST_FIRST).limit(SHOWN).toList()));
    }

    /** The same of things that are only counted. */
    public static List<Holding> of(String kind, String side, long count) {
        return count == 0 ? List.of() : List.of(new Holding(kind, side, count, List.of()));
    }
}
