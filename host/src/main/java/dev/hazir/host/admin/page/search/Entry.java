package dev.hazir.host.admin.page.search;

import java.util.Locale;

/**
 * Something that can be found.
 *
 * @param kind of the message file's {@code search.kind.…}
 * @param name what people call it; with {@code key} empty it is shown as it is
 * @param key of its name in the message file, or empty
 * @param detail more words to find it by, shown beside it
 * @param href where it leads
 */
public record Entry(String kind, String name, String key, String detail, String href) {

    /** How well it answers: 0 not at all, more is better. Each of the words has to be somewhere in it. */
    int rank(String[] words) {
        String title = name.toLowerCase(Locale.ROOT);
        String all = title + " " + detail.toLowerCase(Locale.ROOT);
        int rank = 1;
        for (String word : words) {
            if (!all.contains(word)) {
                return 0;
            }
            rank += title.equals(word) ? 8 : title.startsWith(word) ? 4 : title.contains(word) ? 2 : 0;
        }
        return rank;
    }
}
