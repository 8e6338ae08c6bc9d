package dev.hazir.host.admin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages that every page leads to, in the order of how often they are needed. */
public final class Navigation {

    /** So many have a place of their own on a phone. */
    private static final int ON_PHONES = 5;

    /** What operators look at, what passes through the host, and what they take care of. */
    private static final List<List<String>> GROUPS = List.of(
            List.of("/", "/applets", "/map", "/health", "/logs"),
            List.of("/routes", "/ports", "/topics"),
            List.of("/problems", "/operations", "/backups", "/settings"));

    /** Pages that belong to a page without being below it. */
    private static final Map<String, String> BELONGS = Map.of("/install", "/applets", "/account", "/settings");

    /**
     * A page.
     *
     * @param id of its elements
     * @param key of its name in the message file
     * @param current whether it, or a page below it, is the one that is shown
     * @param near whether it has a place of its own on a phone
     * @param apart whether it begins a group
     * @param count what waits for an operator there, or 0
     * @param look the class of the count's colour
     */
    public record Item(
            String id,
            String href,
            String key,
            boolean current,
            boolean near,
            boolean apart,
            long count,
            String look) {}

    /**
     * What waits on a page.
     *
     * @param look the class of its colour
     */
    public record Waiting(long count, String look) {}

    private Navigation() {}

    /**
     * The pages that there are.
     *
     * @param path of the page that is shown
     * @param offered the paths of all pages
     * @param waiting what waits, by path
     */
    static List<Item> of(String path, Set<String> offered, Map<String, Waiting> waiting) {
        List<Item> items = new ArrayList<>();
        for (List<String> group : GROUPS) {
            boolean apart = !items.isEmpty();
            for (String page : group) {
                if (offered.contains(page)) {
                    String name = page.equals("/") ? "overview" : page.substring(1);
                    Waiting here = waiting.getOrDefault(page, new Waiting(0, ""));
                    items.add(new Item(
                            "nav-" + name,
                            "/admin" + page,
                            "nav." + name,
                            belongs(path, page),
                            items.size() < ON_PHONES,
                            apart,
                            here.count(),
                            here.look()));
                    apart = false;
                }
            }
        }
        return List.copyOf(items);
    }

    private static boolean belongs(String path, String page) {
        if (path.equals(page) || !page.equals("/") && path.startsWith(page + "/")) {
            return true;
        }
        return BELONGS.entrySet().stream()
                .anyMatch(entry ->
                        path.startsWith(entry.getKey()) && entry.getValue().equals(page));
    }
}
