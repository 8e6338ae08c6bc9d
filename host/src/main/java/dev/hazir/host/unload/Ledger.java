package dev.hazir.host.unload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The verdicts on all unloads of this run, by applet: the last ones whole, the others counted. Written by the unload thread,
 * read by any.
 */
final class Ledger {

    private static final int REMEMBERED = 50;

    /** What is known of one applet. */
    private static final class Page {
        private final Deque<Unload> last = new ArrayDeque<>();
        private long total;
        private long clean;
    }

    private final Map<String, Page> pages = new TreeMap<>();
    private long clean;

    /** Notes how an unload stands now, in place of what was noted before. */
    synchronized void note(Unload unload) {
        Page page = pages.computeIfAbsent(unload.applet(), id -> new Page());
        boolean known = page.last.removeIf(one -> one.number() == unload.number());
        if (!known && unload.state() == Unload.State.PROVING) {
            page.total++;
        }
        if (unload.state() == Unload.State.CLEAN) {
            page.clean++;
            clean++;
        }
        page.last.addFirst(unload);
        if (page.last.size() > REMEMBERED) {
            page.last.removeLast();
        }
    }

    /** The last unloads of an applet, newest first. */
    synchronized List<Unload> of(String applet) {
        Page page = pages.get(applet);
        return page == null
                ? List.of()
                : page.last.stream()
                        .sorted((a, b) -> Long.compare(b.number(), a.number()))
                        .toList();
    }

    /** Such as {@code clean 12 of 12}; empty when nothing of this applet was unloaded. */
    synchronized String summary(String applet) {
        Page page = pages.get(applet);
        return page == null ? "" : "clean " + page.clean + " of " + page.total;
    }

    /** All unloads that are known whole and stand like this. */
    synchronized List<Unload> in(Unload.State state) {
        List<Unload> found = new ArrayList<>();
        pages.values()
                .forEach(page ->
                        page.last.stream().filter(one -> one.state() == state).forEach(found::add));
        return found;
    }

    synchronized long clean() {
        return clean;
    }
}
