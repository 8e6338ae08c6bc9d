package dev.hazir.hosttests;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A walk over pages in a browser, which looks at each in all colours and widths and notes what is wrong with it. */
final class SiteWalk {

    private static final List<Integer> WIDTHS = List.of(1280, 390);
    private static final List<String> COLOURS = List.of("light", "dark");

    private static final int PLACES = 2;
    private static final int MOST_SCRIPT = 60_000;
    private static final int MOST_STYLE = 10_000;
    private static final int MOST = 150_000;
    private static final JsonMapper json = new JsonMapper();

    private static final String SHAPE = """
            JSON.stringify({title: document.title, headings: document.querySelectorAll('h1').length,
                width: document.documentElement.scrollWidth})
            """;

    private final Browser browser;
    private final Axe axe = new Axe();
    private final SiteCrawl crawl;
    private final Path pictures = Hazir.repository().resolve("host-tests/target/screenshots");
    private final Map<String, List<String>> found = new HashMap<>();
    private final Set<String> pictured = new TreeSet<>();
    private PageWatch watch;

    SiteWalk(Browser browser) {
        this.browser = browser;
        this.crawl = new SiteCrawl(browser, PLACES);
    }

    /** From now on pages are those of this host. */
    SiteWalk of(URI host) {
        watch = PageWatch.over(browser, host);
        browser.tools().call("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        return this;
    }

    /** What was found wrong of a kind, each with the page. */
    List<String> found(String kind) {
        return found.getOrDefault(kind, List.of());
    }

    /** How it got to the pages. */
    SiteCrawl crawl() {
        return crawl;
    }

    /** Looks at all pages that links lead to from here. */
    void lookFrom(URI start) {
        crawl.from(start, this::look);
    }

    /** Looks at a page in all its forms. */
    void look(URI address) {
        look(crawl.page(address), address);
    }

    /** Looks at a page that shows something else than its address says. */
    void look(String name, URI address) {
        crawl.reached(address);
        watch.transfers();
        browser.width(WIDTHS.get(0)).colours(COLOURS.get(0)).follow(address);
        weigh(name);
        lookHere(name);
    }

    /** Looks at the page that is open, which no address shows. */
    void lookHere(String name) {
        for (int width : WIDTHS) {
            browser.width(width);
            shape(name, width);
            for (String colours : COLOURS) {
                browser.colours(colours);
                List<String> serious = colours.equals(COLOURS.get(0)) ? axe.serious(browser) : axe.colours(browser);
                serious.forEach(one -> note("axe", name + " " + colours + " " + width, one));
                picture(name, colours, width);
            }
            browser.colours(COLOURS.get(0));
        }
        watch.offences().forEach(one -> note("offence", name, one));
    }

    /** Wide and light, narrow and dark: for the documents. */
    private void picture(String name, String colours, int width) {
        boolean wanted = WIDTHS.indexOf(width) == COLOURS.indexOf(colours);
        String file = name.replaceFirst("^/admin/$", "overview")
                        .replaceFirst("^/$", "home")
                        .replaceFirst("^/admin/", "")
                        .replaceAll("[^a-z0-9]+", " ")
                        .strip()
                        .replace(' ', '-')
                + (width == WIDTHS.get(0) ? ".webp" : ".narrow.webp");
        if (wanted && pictured.add(file)) {
            browser.picture(pictures.resolve(file), width == WIDTHS.get(0) ? 1_000 : 844);
        }
    }

    private void weigh(String name) {
        long script = 0;
        long style = 0;
        long all = 0;
        for (PageWatch.Transfer transfer : watch.transfers()) {
            all += transfer.bytes();
            script += transfer.type().equals("Script") ? transfer.bytes() : 0;
            style += transfer.type().equals("Stylesheet") ? transfer.bytes() : 0;
        }
        if (script > MOST_SCRIPT || style > MOST_STYLE || all > MOST) {
            note("weight", name, script + " B of scripts, " + style + " B of styles, " + all + " B in all");
        }
    }

    private void shape(String name, int width) {
        JsonNode shape = json.readTree(browser.evaluate(SHAPE));
        if (shape.path("title").asString("").isBlank()) {
            note("shape", name, "no title");
        }
        if (shape.path("headings").asInt() != 1) {
            note("shape", name, shape.path("headings") + " headings");
        }
        if (shape.path("width").asInt() > width) {
            note("shape", name, shape.path("width") + " px wide at " + width);
        }
    }

    private void note(String kind, String where, String what) {
        found.computeIfAbsent(kind, one -> new ArrayList<>()).add(where + ": " + what);
    }
}
