package dev.hazir.hosttests;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Goes from page to page below /admin by the links on them, as a person does, and only to some of those that are alike. */
final class SiteCrawl {

    private static final JsonMapper json = new JsonMapper();

    /** All links of a page that stay on the host. */
    private static final String LINKS = """
            JSON.stringify([...new Set([...document.querySelectorAll('a[href], link[href]')]
                .map(a => { const url = new URL(a.getAttribute('href'), location.href); url.hash = ''; return url; })
                .filter(url => url.origin === location.origin).map(String))])
            """;

    /** What stands at an address: its status, and whether it is a page. */
    private static final String HEAD = """
            fetch(%s, {method: 'HEAD'}).then(a => a.status + ' ' +
                (a.headers.get('content-type').startsWith('text/html') && !a.headers.has('content-disposition')))
            """;

    private final Browser browser;
    private final int places;
    private final SitePlan plan = SitePlan.ofSources();
    private final Map<String, Set<String>> reached = new HashMap<>();
    private final List<String> deadLinks = new ArrayList<>();

    /** @param places how many of a page with parameters are gone to, such as applets, and how many views of one place */
    SiteCrawl(Browser browser, int places) {
        this.browser = browser;
        this.places = places;
    }

    /** Follows all links from here; the visitor has opened each page when it returns. */
    void from(URI start, Consumer<URI> visitor) {
        browser.follow(start); // whose policy lets links be tried
        Deque<URI> waiting = new ArrayDeque<>(List.of(start));
        Set<URI> known = new LinkedHashSet<>(waiting);
        while (!waiting.isEmpty()) {
            URI next = waiting.remove();
            if (!isNew(next) || !isPage(next)) {
                continue;
            }
            visitor.accept(next);
            json.readTree(browser.evaluate(LINKS))
                    .valueStream()
                    .map(link -> URI.create(link.asString()))
                    .filter(known::add)
                    .forEach(waiting::add);
        }
    }

    /** A page was seen that no link led to. */
    void reached(URI address) {
        plan.of(address.getPath()).ifPresent(page -> reached.computeIfAbsent(page, one -> new TreeSet<>()));
    }

    /** The page that an address shows, with its parameters. */
    String page(URI address) {
        return plan.of(address.getPath()).orElse(address.getPath());
    }

    /** The pages of the plan that were not reached. */
    List<String> missed() {
        return plan.pages().stream().filter(page -> !reached.containsKey(page)).toList();
    }

    /** The links that led nowhere, with what was answered. */
    List<String> deadLinks() {
        return deadLinks;
    }

    private boolean isNew(URI address) {
        if (!address.getPath().startsWith("/admin")) {
            return true;
        }
        Set<String> seen = reached.computeIfAbsent(page(address), one -> new TreeSet<>());
        return seen.size() < places && seen.add(address.toString());
    }

    private boolean isPage(URI address) {
        String[] head = browser.evaluate(HEAD.formatted(json.writeValueAsString(address.toString())))
                .split(" ");
        if (!head[0].equals("200")) {
            deadLinks.add(address + ": " + head[0]);
        }
        return address.getPath().startsWith("/admin") && head[1].equals("true");
    }
}
