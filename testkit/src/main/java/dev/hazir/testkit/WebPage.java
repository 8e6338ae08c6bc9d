package dev.hazir.testkit;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jsoup.select.Elements;

/** A page as a browser without scripts sees it. Selectors are CSS. */
public final class WebPage {

    private final WebClient client;
    private final Timeline timeline;
    private final URI address;
    private final Document document;

    WebPage(WebClient client, Timeline timeline, URI address, String html) {
        this.client = client;
        this.timeline = timeline;
        this.address = address;
        this.document = Jsoup.parse(html, address.toString());
    }

    /** The parsed page. */
    public Document document() {
        return document;
    }

    /** Fails unless an element the selector finds has exactly this text. */
    public WebPage expectText(String selector, String text) {
        Elements found = document.select(selector);
        if (found.eachText().stream().noneMatch(text::equals)) {
            throw timeline.failure("page " + address.getPath() + "\nexpected: an element '" + selector
                    + "' with the text '" + text + "'\nfound: " + found.eachText() + "\n" + document.body());
        }
        return this;
    }

    /** Fails when the selector finds nothing. */
    public WebPage expect(String selector) {
        element(selector);
        return this;
    }

    /**
     * Submits the form a selector finds, with these values in place of those the page gave.
     *
     * @param namesAndValues name, value, name, value …
     */
    public WebAnswer submit(String selector, String... namesAndValues) {
        if (!(element(selector) instanceof FormElement form)) {
            throw timeline.failure("'" + selector + "' is no form on page " + address.getPath());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        form.formData().forEach(field -> fields.put(field.key(), field.value()));
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            if (form.select("[name=" + namesAndValues[i] + "]").isEmpty()) {
                throw timeline.failure("the form '" + selector + "' has no field " + namesAndValues[i] + " (it has "
                        + fields.keySet() + ")");
            }
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        URI target = form.attr("action").isEmpty() ? address : URI.create(form.absUrl("action"));
        String data = encode(fields);
        if (form.attr("method").equalsIgnoreCase("post")) {
            return client.start("POST", target, BodyPublishers.ofString(data), "application/x-www-form-urlencoded")
                    .answer();
        }
        return client.start("GET", target.resolve("?" + data), BodyPublishers.noBody(), "")
                .answer();
    }

    private Element element(String selector) {
        Element found = document.selectFirst(selector);
        if (found == null) {
            throw timeline.failure(
                    "page " + address.getPath() + " has no element '" + selector + "':\n" + document.body());
        }
        return found;
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
