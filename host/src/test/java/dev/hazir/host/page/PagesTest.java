package dev.hazir.host.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.servlet.DeclaredWeb;
import dev.hazir.host.servlet.TestJar;
import dev.hazir.host.servlet.WebApp;
import dev.hazir.host.servlet.WebHost;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    /** Not public, as records in applets often are. */
    record Reading(String meter, double kwh, Optional<String> note) {}

    private WebHost host;
    private Pages pages;
    private DeclaredWeb web;
    private Path jar;
    private URLClassLoader loader;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
        jar = new TestJar()
                .file(
                        "templates/index.html",
                        "<html><body><h1 th:text=\"${title}\">t</h1>"
                                + "<i th:text=\"|${applet.id} ${applet.name} ${applet.version}|\">a</i>"
                                + "<p th:each=\"reading : ${readings}\""
                                + " th:text=\"|${reading.meter}=${reading.kwh}|\">r</p>"
                                + "<a th:href=\"@{/history(n=${n})}\">h</a><b th:text=\"#{greeting(${title})}\">g</b>"
                                + "</body></html>")
                .file("templates/broken.html", "<p th:text=\"${nothing.of.it}\">x</p>")
                .file(
                        "templates/framed.html",
                        "<html xmlns:th=\"http://www.thymeleaf.org\" th:replace=\"~{host/test-frame :: page(${title},"
                                + " ~{::main})}\"><main><p>inner</p></main></html>")
                .file("messages.properties", "greeting=Hello {0} \u00fc")
                .file("messages_de.properties", "greeting=Hallo {0} \u00fc")
                .write();
        loader = TestJar.loader(jar);
        Guest guest = host.guest("p", loader);
        pages = new Pages(guest);
        web = new DeclaredWeb(pages::page, (path, handler) -> () -> {});
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        pages.close();
        loader.close();
    }

    @Test
    void pageShowsItsModelAndItsApplet() throws Exception {
        web.page(
                "/",
                "index",
                request -> Map.of(
                        "title",
                        "M <1>",
                        "n",
                        request.getParameter("n"),
                        "readings",
                        List.of(new Reading("a", 1.5, Optional.empty()))));
        publish();
        HttpResponse<String> answer = host.get("/apps/p/?n=7", "Accept-Language", "en");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow())
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(answer.body())
                .contains("<h1>M &lt;1&gt;</h1>", "<i>p p 1.0.0</i>", "<p>a=1.5</p>")
                .contains("href=\"/apps/p/history?n=7\"", "<b>Hello M &lt;1&gt; \u00fc</b>");
        assertThat(host.get("/apps/p/?n=7", "Accept-Language", "de-AT").body()).contains("Hallo");
    }

    @Test
    void pageIsOfferedOnItsExactPathAlone() throws Exception {
        web.page("/", "index", request -> Map.of());
        web.page("/history", "index", request -> Map.of());
        WebApp app = publish();
        assertThat(host.get("/apps/p/history").statusCode()).isEqualTo(200);
        assertThat(host.get("/apps/p/other").statusCode()).isEqualTo(404);
        assertThat(app.mappings())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "WebMapping[urlPattern=, name=index, kind=page]",
                        "WebMapping[urlPattern=/history, name=index, kind=page]");
    }

    @Test
    void pageTakesGetAndHeadOnly() throws Exception {
        web.page("/", "index", request -> Map.of());
        publish();
        HttpResponse<String> posted = host.client.send(
                HttpRequest.newBuilder(host.uri("/apps/p/"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
        HttpResponse<String> head = host.client.send(
                HttpRequest.newBuilder(host.uri("/apps/p/"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    }

    @Test
    void modelChoosesTheStatusOfAFailure() throws Exception {
        web.page("/gone", "index", request -> {
            throw new StatusException(410, "This meter was removed.");
        });
        web.page("/failed", "index", request -> {
            throw new java.sql.SQLException("secret");
        });
        web.page("/broken", "broken", request -> Map.of());
        publish();
        HttpResponse<String> gone = host.get("/apps/p/gone", "Accept", "text/html");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("This meter was removed.");
        HttpResponse<String> failed = host.get("/apps/p/failed", "Accept", "text/html");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret", "SQLException");
        assertThat(host.get("/apps/p/broken").statusCode()).isEqualTo(500);
    }

    @Test
    void missingTemplateIsRefusedWithTheFileThatIsExpected() {
        assertThatThrownBy(() -> web.page("/x", "nowhere", request -> Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("templates/nowhere.html")
                .hasMessageContaining("p@1.0.0");
    }

    @Test
    void templatesOfTheHostFrameThoseOfTheJar() throws Exception {
        web.page("/framed", "framed", request -> Map.of("title", "Framed"));
        publish();
        assertThat(host.get("/apps/p/framed", "Accept-Language", "en").body())
                .contains("<title>Framed</title>", "<main><p>inner</p></main>", "text of the host");
    }

    private WebApp publish() throws Exception {
        WebApp app = host.prepare("p", web, loader, List.of(jar));
        host.publish("p", app);
        return app;
    }
}
