package dev.hazir.host.admin.page.search;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.config.Suggestion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers a search; without words it shows where one can go and what one can do. */
final class SearchPage {

    private static final int MOST = 20;
    private static final int LONGEST = 100;
    private static final Set<String> AT_FIRST = Set.of("page", "applet");

    private final Inventory inventory;

    SearchPage(Inventory inventory) {
        this.inventory = inventory;
    }

    PageAnswer show(PageRequest request) {
        String typed = request.field("q").strip();
        String asked = typed.substring(0, Math.min(LONGEST, typed.length()));
        List<Entry> all = inventory.entries(request.rights());
        List<Entry> found = asked.isEmpty()
                ? all.stream()
                        .filter(entry -> AT_FIRST.contains(entry.kind()))
                        .limit(MOST)
                        .toList()
                : find(all, asked);
        return PageAnswer.view(
                "search/search", Map.of("q", asked, "found", found, "meant", found.isEmpty() ? meant(all, asked) : ""));
    }

    private static List<Entry> find(List<Entry> all, String asked) {
        String[] words = asked.toLowerCase(Locale.ROOT).split("\\s+");
        return all.stream()
                .filter(entry -> entry.rank(words) > 0)
                .sorted(Comparator.comparing(entry -> -entry.rank(words)))
                .limit(MOST)
                .toList();
    }

    /** A word that is there and near to what was typed, or empty. */
    private static String meant(List<Entry> all, String asked) {
        Set<String> known = all.stream()
                .flatMap(entry -> Stream.of((entry.name() + " " + entry.detail()).split("[^\\p{L}\\p{N}_-]+")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 2)
                .collect(Collectors.toSet());
        return Suggestion.nearest(asked.toLowerCase(Locale.ROOT), known).orElse("");
    }
}
