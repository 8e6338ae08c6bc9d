package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.TestHost;
import dev.hazir.host.security.People;
import dev.hazir.host.security.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A browser without scripts: it follows redirects, keeps cookies and sends the forms that pages have. */
final class OperatorBrowser {

    static final String NAME = "anna";
    static final String PASSWORD = "seven small green boats";

    private TestHost host;
    private final CookieManager kept = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(kept)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** A page as it came. */
    record Page(HttpResponse<String> answer, Document document) {

        int status() {
            return answer.statusCode();
        }

        String path() {
            return answer.uri().getPath();
        }

        String text() {
            return document.body().text();
        }

        private String address() {
            String query = answer.uri().getRawQuery();
            return answer.uri().getRawPath() + (query == null ? "" : "?" + query);
        }

        private boolean settled() {
            return document.select("meta[http-equiv=refresh]").isEmpty();
        }
    }

    OperatorBrowser(TestHost host) {
        this.host = host;
    }

    /** An administrator who is signed in. */
    static OperatorBrowser signedIn(TestHost host) {
        try {
            return new OperatorBrowser(host).signIn();
        } catch (Exception e) {
            throw new IllegalStateException("nobody can sign in", e);
        }
    }

    /** Signs in as an administrator, who is made if there is none of this name. */
    OperatorBrowser signIn() throws Exception {
        return signIn(NAME, Role.ADMIN);
    }

    OperatorBrowser signIn(String name, Role role) throws Exception {
        People people = host.host().access().people();
        if (!people.hasAdmin()) {
            people.addFirst(NAME, PASSWORD);
        }
        if (people.find(name).isEmpty()) {
            people.add(name, role, PASSWORD);
        }
        Page inside =
                submit(get("/admin/login"), "form[action=/admin/login]", Map.of("name", name, "password", PASSWORD));
        assertThat(inside.path()).as(inside.text()).isEqualTo("/admin/");
        return this;
    }

    /** Goes on with another run of the host, with the cookies that it has. */
    OperatorBrowser at(TestHost next) {
        host = next;
        return this;
    }

    Page get(String path) throws Exception {
        return page(http.send(
                HttpRequest.newBuilder(uri(path)).header("accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    /** What a link answers, whatever it leads to. */
    int status(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Sends a form as it stands, with some of its fields filled in; an operation that it begins is followed to its end. */
    Page submit(Page page, String selector, Map<String, String> fields) throws Exception {
        return submit(page, selector, fields, "");
    }

    /** Sends it somewhere else, as scripts do; where it says when that is empty. */
    Page submit(Page page, String selector, Map<String, String> fields, String elsewhere) throws Exception {
        Element form = page.document().selectFirst(selector);
        assertThat(form)
                .as("a form " + selector + " on " + page.path() + ": " + page.text())
                .isNotNull();
        Map<String, String> all = new LinkedHashMap<>();
        for (Element field : form.select("input[name]:not([type=file]):not([disabled])")) {
            boolean ticks =
                    field.attr("type").equals("checkbox") || field.attr("type").equals("radio");
            // Nobody can send a form without the boxes that must be ticked.
            if (!ticks || field.hasAttr("checked") || field.hasAttr("required")) {
                all.put(field.attr("name"), field.val());
            }
        }
        for (Element area : form.select("textarea[name]:not([disabled])")) {
            all.put(area.attr("name"), area.wholeText());
        }
        for (Element chosen : form.select("select[name]:not([disabled]) option[selected]")) {
            all.put(chosen.parent().attr("name"), chosen.val());
        }
        all.putAll(fields);
        return post(elsewhere.isEmpty() ? form.attr("action") : elsewhere, all);
    }

    Page post(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return postRaw(path, body);
    }

    /** Sends what a form makes, with a name as often as one likes. */
    Page postRaw(String path, String body) throws Exception {
        return settled(page(http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("accept", "text/html")
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString())));
    }

    /** Asks again as long as a page wants that, as the page of an operation does while it runs. */
    private Page settled(Page first) {
        return first.settled() ? first : Awaitility.await().until(() -> get(first.address()), Page::settled);
    }

    /** A file behind a link. */
    byte[] download(String path) throws Exception {
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-disposition"))
                .get()
                .asString()
                .startsWith("attachment;");
        return answer.body();
    }

    /** What a form answers that is no page. */
    byte[] download(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** All cookies, as a header has them. */
    String cookies() {
        return kept.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Chooses a jar on the install page. */
    Page upload(Path jar) throws Exception {
        return upload(List.of(jar));
    }

    /** Chooses several. */
    Page upload(List<Path> jars) throws Exception {
        String token = get("/admin/install")
                .document()
                .selectFirst("main input[name=csrf]")
                .val();
        return upload(jars, token);
    }

    Page upload(Path jar, String token) throws Exception {
        return upload(List.of(jar), token);
    }

    private Page upload(List<Path> jars, String token) throws Exception {
        return upload("/admin/install", jars, token);
    }

    /** Sends files with the form of this act. */
    Page upload(String act, List<Path> jars, String token) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("--cut\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n" + token + "\r\n"));
        for (Path jar : jars) {
            body.writeBytes(bytes("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jar\"\r\n"
                    + "content-type: application/java-archive\r\n\r\n"));
            body.writeBytes(Files.readAllBytes(jar));
            body.writeBytes(bytes("\r\n"));
        }
        body.writeBytes(bytes("--cut--\r\n"));
        return page(http.send(
                HttpRequest.newBuilder(uri(act))
                        .header("accept", "text/html")
                        .header("content-type", "multipart/form-data; boundary=cut")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    /** A stream of events, as a browser that has seen some comes back to it. */
    EventReader events(String path, String lastId) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).header("accept", "text/html, text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("last-event-id", lastId);
        }
        return new EventReader(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create(host.host().url() + path);
    }

    private static Page page(HttpResponse<String> answer) throws IOException {
        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document document = parser.parseInput(answer.body(), answer.uri().toString());
        assertThat(parser.getErrors())
                .as("errors in the HTML of " + answer.uri())
                .isEmpty();
        return new Page(answer, document);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
