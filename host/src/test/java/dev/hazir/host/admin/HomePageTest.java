package dev.hazir.host.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.PackedApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.NotingApplet;
import dev.hazir.host.applet.Applets;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at the root of a host. */
class HomePageTest {

    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    @TempDir
    Path directory;

    @Test
    void freshHostSaysHowToInstall() throws Exception {
        try (TestHost host = host(Map.of())) {
            Document home = home(host);

            assertThat(home.text()).contains("Nothing is installed yet", "hazir install FILE.jar");
            assertThat(home.select("a[href=/admin/install]")).hasSize(1);
        }
    }

    @Test
    void appletsAreShownWithNameSummaryHelpAndLink() throws Exception {
        try (TestHost host = host(Map.of())) {
            install(
                    host,
                    noting().line("name", MARKUP + "Notes")
                            .line("summary", MARKUP)
                            .line("docs", "help.html"));

            HttpResponse<String> answer = host.send(host.request("/"));
            Document home = Jsoup.parse(answer.body());

            assertThat(home.select("h2 a").attr("href")).isEqualTo("/apps/noting/");
            assertThat(home.select("h2 a").text()).isEqualTo(MARKUP + "Notes");
            assertThat(home.select("main li p").first().text()).isEqualTo(MARKUP);
            assertThat(home.select("main a[href=/apps/noting/help.html]")).hasSize(1);
            assertThat(home.select("span.icon").text()).isEqualTo("<");
            assertThat(home.select("img, script, style, [style], [onerror]")).isEmpty();
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'");
        }
    }

    @Test
    void appletDecidesWhetherItAppears() throws Exception {
        try (TestHost host = host(Map.of())) {
            install(host, noting().line("home", "hide"));
            install(host, PackedApplet.of("probe", "1.0.0", ProbeApplet.class));

            assertThat(home(host).select("main li")).isEmpty();
            assertThat(host.cli(
                            "plan", noting().line("home", "maybe").in(directory).toString()))
                    .contains("home: 'maybe' (expected: show or hide)");
        }
    }

    @Test
    void stoppedAppletIsShownAsSuchUnderItsName() throws Exception {
        try (TestHost host = host(Map.of())) {
            install(host, noting().line("name", "Notes"));
            Applets.await(host.host().applets().disable("noting", "test"));

            Document home = home(host);

            assertThat(home.select("main li").text()).contains("Notes", "Not available now");
            assertThat(home.select("main li a")).isEmpty();
        }
    }

    @Test
    void configurationPutsOneAppletOrTheOperatorsPagesAtTheRoot() throws Exception {
        try (TestHost host = host(Map.of("start-page", "noting"))) {
            assertThat(home(host).text()).contains("set to noting, which is not installed");
            install(host, noting());

            HttpResponse<String> answer = host.send(host.request("/"));
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("location")).hasValue("/apps/noting/");
        }
        try (TestHost host = host(Map.of("start-page", "admin"))) {
            assertThat(host.send(host.request("/")).headers().firstValue("location"))
                    .hasValue("/admin/");
        }
    }

    @Test
    void visitorsChoiceOfColoursHoldsHereToo() throws Exception {
        try (TestHost host = host(Map.of())) {
            String page = host.send(host.request("/").header("cookie", "a=b; hazir-theme=dark"))
                    .body();
            assertThat(Jsoup.parse(page).selectFirst("html").attr("data-theme")).isEqualTo("dark");
            String forged = host.send(host.request("/").header("cookie", "hazir-theme=\"><script>"))
                    .body();
            assertThat(Jsoup.parse(forged).selectFirst("html").hasAttr("data-theme"))
                    .isFalse();
        }
    }

    private TestHost host(Map<String, String> keys) throws Exception {
        return TestHost.start(directory.resolve("home"), keys);
    }

    private void install(TestHost host, PackedApplet applet) throws Exception {
        var end = Applets.await(host.host().applets().deploy(applet.in(directory), Applets.Intent.EITHER, "test"));
        assertThat(end.message()).contains("runs");
    }

    private static PackedApplet noting() {
        return PackedApplet.of("noting", "1.0.0", NotingApplet.class);
    }

    private static Document home(TestHost host) throws Exception {
        return Jsoup.parse(host.send(host.request("/")).body());
    }
}
