package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators live through in a real browser: the first run, settings, and pages that lose their host or their sign-in. */
class OperatorsInABrowserTest {

    private static final Pattern SETUP = Pattern.compile("(http\\S+/admin/setup\\?token=\\S+)\n");

    @TempDir
    static Path directory;

    private static FurnishedHost host;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(directory);
        host = FurnishedHost.bare(directory);
        host.process().rest().deploy(host.greenhouse("1.0.0"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void firstAdministratorComesByThePrintedAddress() {
        try (HostProcess fresh = HostProcess.start(directory.resolve("fresh"))) {
            await().atMost(Patience.LIMIT)
                    .until(() -> SETUP.matcher(fresh.output()).find());
            Matcher printed = SETUP.matcher(fresh.output());
            assertThat(printed.find()).isTrue();

            browser.open(URI.create(printed.group(1)));
            fill("#name", "anna");
            fill("#password", FurnishedHost.PASSWORD);
            browser.press("Enter");

            await().atMost(Patience.LIMIT)
                    .until(() -> browser.evaluate("location.pathname").equals("/admin/setup/network"));
            browser.open(fresh.url().resolve("/admin/"));
            assertThat(text("h1")).isEqualTo("Overview");
        }
    }

    @Test
    void settingsAreSavedWithTheirFormAndWrongOnesAreToldAtTheirField() {
        host.signIn(browser, FurnishedHost.ADMIN);
        browser.open(host.page("/admin/applets/greenhouse/settings"));
        fill("[id=\"set.title\"]", "forbidden");
        browser.leaving(() -> browser.press("Enter"));

        assertThat(text("[id=\"set.title-error\"]")).contains("may be anything else");
        assertThat(browser.evaluate("document.querySelector('[id=\"set.title\"]').value"))
                .isEqualTo("forbidden");

        fill("[id=\"set.title\"]", "Palm house");
        browser.leaving(() -> browser.press("Enter"));

        assertThat(host.process()
                        .rest()
                        .admin("GET", "applets/greenhouse/settings")
                        .text())
                .contains("Palm house");
        assertThat(host.process().rest().get("/apps/greenhouse/").text()).contains("Palm house");
    }

    @Test
    void ninthPageOfAPersonAsksNowAndThenInsteadOfListening() throws IOException {
        host.signIn(browser, FurnishedHost.OPERATOR);
        browser.open(host.page("/admin/account")); // has no stream of its own
        HttpClient others = HttpClient.newHttpClient();
        List<InputStream> streams = new ArrayList<>();
        HttpRequest stream = HttpRequest.newBuilder(host.page("/admin/live?page=%2F"))
                .header("cookie", cookies())
                .build();
        for (int i = 0; i < 8; i++) {
            // The page of the sign-in may still be counted for a moment.
            await().atMost(Patience.LIMIT).until(() -> {
                HttpResponse<InputStream> answer = others.send(stream, BodyHandlers.ofInputStream());
                streams.add(answer.body());
                return answer.statusCode() == 200;
            });
        }

        browser.open(host.page("/admin/"));

        await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Every 5 s"));
        browser.evaluate("document.querySelector('#checked').textContent = 'old'; ''");
        await().atMost(Patience.LIMIT).until(() -> !text("#checked").equals("old"));
        for (InputStream open : streams) {
            open.close();
        }
    }

    @Test
    void pageSaysThatTheSignInHasEnded() {
        host.signIn(browser, FurnishedHost.VIEWER);
        await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Live"));

        for (JsonNode session : host.process().rest().admin("GET", "sessions").json()) {
            if (session.path("person").asString("").equals(FurnishedHost.VIEWER)) {
                host.process()
                        .rest()
                        .act("DELETE", "sessions/" + session.path("handle").asString());
            }
        }

        await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Signed out"));
    }

    @Test
    void pageThatLosesItsHostGrowsOldAndComesBackByItself() {
        HostProcess first = HostProcess.startToComeAgain(directory.resolve("restarted"), Map.of(), "--dev");
        try {
            browser.open(first.url().resolve("/admin/"));
            await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Live"));

            first.terminate();

            await().atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(text("#live")).contains("The host is restarting."));
            assertThat(browser.evaluate("String(document.documentElement.hasAttribute('data-stale'))"))
                    .isEqualTo("true");
            try (HostProcess second = first.again("--dev")) {
                assertThat(second.url()).isEqualTo(first.url());
                await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Live"));
                assertThat(browser.evaluate("String(document.documentElement.hasAttribute('data-stale'))"))
                        .isEqualTo("false");
            }
        } finally {
            first.close();
        }
    }

    private static void fill(String selector, String text) {
        browser.evaluate("document.querySelector('" + selector + "').focus(); document.activeElement.select(); ''");
        browser.type(text);
    }

    private static String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "')?.innerText ?? ''");
    }

    private static String cookies() {
        StringBuilder all = new StringBuilder();
        for (JsonNode cookie : browser.tools()
                .call(
                        "Network.getCookies",
                        Map.of("urls", List.of(host.page("/admin/").toString())))
                .path("cookies")) {
            all.append(all.isEmpty() ? "" : "; ")
                    .append(cookie.path("name").asString())
                    .append('=')
                    .append(cookie.path("value").asString());
        }
        return all.toString();
    }
}
