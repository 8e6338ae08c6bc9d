package dev.hazir.bench.load;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who is signed in to the pages of operators. */
public final class Visitor {

    private static final String PASSWORD = "seven small green boats";
    private static final Pattern KEY = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HttpClient client;
    private final URI url;
    private final AtomicInteger streams = new AtomicInteger();

    private Visitor(URI url) {
        this.url = url;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
    }

    /**
     * Makes an administrator and signs in.
     *
     * @param token what authorises an operator on this machine
     */
    public static Visitor signIn(URI url, String token, String name) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(url);
        visitor.send(visitor.request("/admin/api/v1/people")
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\": \"%s\", \"role\": \"admin\", \"password\": \"%s\"}".formatted(name, PASSWORD))));
        Matcher key = KEY.matcher(new String(visitor.get("/admin/login").body(), StandardCharsets.UTF_8));
        if (!key.find()) {
            throw new IOException("the form of the sign-in has no key");
        }
        visitor.send(visitor.request("/admin/login")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "csrf=" + encoded(key.group(1)) + "&name=" + name + "&password=" + encoded(PASSWORD))));
        return visitor;
    }

    /** What stands there; fails when it is refused. */
    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Asks without waiting for the answer. */
    public void ask(String path) {
        client.sendAsync(request(path).GET().build(), BodyHandlers.discarding());
    }

    /** Opens a stream of events, which goes on until the host ends. */
    public void stream(String path) {
        HttpRequest request =
                request(path).header("accept", "text/event-stream").GET().build();
        client.sendAsync(request, answer -> {
            if (answer.statusCode() == 200) {
                streams.incrementAndGet();
            }
            return BodyHandlers.discarding().apply(answer);
        });
    }

    /** How many streams were opened. */
    public int streams() {
        return streams.get();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400) {
            throw new IOException(answer.request().uri() + " answers " + answer.statusCode());
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
