package dev.hazir.testkit;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer. The {@code expect} methods fail the test with the request, the answer, the routes on its path, the applet's
 * last log lines and what happened before.
 */
public final class WebAnswer {

    private static final int SHOWN = 2_000;

    private final WebClient client;
    private final Timeline timeline;
    private final Asked request;
    private final HttpResponse<byte[]> response;

    WebAnswer(WebClient client, Timeline timeline, Asked request, HttpResponse<byte[]> response) {
        this.client = client;
        this.timeline = timeline;
        this.request = request;
        this.response = response;
    }

    /** The status code. */
    public int status() {
        return response.statusCode();
    }

    /** The first header of a name. */
    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The body. */
    public byte[] bytes() {
        return response.body().clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Fails unless the status is this one. */
    public WebAnswer expectStatus(int status) {
        return expect(status() == status, "status " + status);
    }

    /** Fails unless the body is this text. */
    public WebAnswer expectText(String text) {
        return expect(text().equals(text), "body '" + text + "'");
    }

    /** Fails unless the body contains this text. */
    public WebAnswer expectTextContaining(String text) {
        return expect(text().contains(text), "a body that contains '" + text + "'");
    }

    /** Fails unless the body is JSON that says the same; the expectation may use single quotes. */
    public WebAnswer expectJson(String json) {
        return expect(Json.same(json, text()), "JSON " + json);
    }

    /** Fails unless a header has this value. */
    public WebAnswer expectHeader(String name, String value) {
        return expect(header(name).equals(Optional.of(value)), "header " + name + ": " + value);
    }

    /** The answer as a page; fails unless it is 200 with HTML. */
    public WebPage page() {
        expectStatus(200);
        expect(header("content-type").orElse("").startsWith("text/html"), "content-type text/html");
        return new WebPage(client, timeline, response.uri(), text());
    }

    /** The request and its answer. */
    String account() {
        return request + "\nanswered: " + this;
    }

    private WebAnswer expect(boolean met, String expectation) {
        if (!met) {
            throw client.failure(request, "\nexpected: " + expectation + "\nanswered: " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        String body = text();
        return status() + " " + response.headers().map() + "\n"
                + (body.length() > SHOWN ? body.substring(0, SHOWN) + " …" : body);
    }
}
