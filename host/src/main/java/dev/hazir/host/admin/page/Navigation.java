package dev.hazir.host.admin.page;

import java.util.ArrayList;
import java.util.List;

/** The pages that every page leads to, in the order of how often they are needed. */
public final class Navigation {

    /** So many have a place of their own on a phone. */
    private static final int ON_PHONES = 4;

    private static final List<String> PAGES =
            List.of("/", "/applets", "/health", "/logs", "/routes", "/ports", "/operations", "/problems");

    /**
     * A page.
     *
     * @param key of its name in the message file
     * @param current whether it, or a page below it, is the one that is shown
     * @param near whether it has a place of its own on a phone
     * @param count what waits for an operator there, or 0
     */
    public record Item(String href, String key, boolean current, boolean near, long count) {}

    private Navigation() {}

    static List<Item> of(String path, long problems) {
        List<Item> items = new ArrayList<>();
        for (String page : PAGES) {
            boolean current = path.equals(page) || !page.equals("/") && path.startsWith(page + "/");
            String key = "nav." + (page.equals("/") ? "overview" : page.substring(1));
            items.add(new Item(
                    "/admin" + page,
                    key,
                    current || page.equals("/applets") && path.startsWith("/install"),
                    items.size() < ON_PHONES,
                    page.equals("/problems") ? problems : 0));
        }
        return List.copyOf(items);
    }
}
