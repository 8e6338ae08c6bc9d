package dev.hazir.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPageTest {

    @ParameterizedTest
    @CsvSource({
        "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true",
        "'text/html', true",
        "'application/json', false",
        "'*/*', false",
        "'', false",
        "'application/json, text/html;q=0.5', false",
        "'application/json;q=0.4, text/html; q=0.5', true",
        "'text/html;q=0', false",
        "'text/html;q=nonsense', false",
        "'application/problem+json, text/html;q=0.9', false",
    })
    void pageIsForThoseWhoPreferIt(String accept, boolean page) {
        assertThat(ErrorPage.preferred(new DefaultHttpHeaders().set("accept", accept)))
                .isEqualTo(page);
    }

    @Test
    void problemDetailsStayJsonWhateverTheDetailSays() {
        String text = render(
                        ErrorAnswer.of(400, "Title", "a \"quote\", a \\ and a\nline\u0001"), new DefaultHttpHeaders())
                .text();
        assertThat(text)
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Title\",\"status\":400,"
                        + "\"detail\":\"a \\\"quote\\\", a \\\\ and a\\u000aline\\u0001\"}");
    }

    @Test
    void pageAllowsItsOwnStyleAloneAndKeepsTheTheme() throws Exception {
        ErrorAnswer.Rendered page =
                render(ErrorAnswer.of(404, "<b>nothing</b>").written("8F3K-21"), browser("a=b; hazir-theme=dark"));
        String style = page.text()
                .substring(page.text().indexOf("<style>") + 7, page.text().indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.headers().get("content-security-policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
        assertThat(page.text())
                .contains("<html lang=\"en\" data-theme=\"dark\">", "&lt;b&gt;nothing", "<code>8F3K-21</code>");
    }

    @Test
    void themeIsOneOfTwoWords() {
        assertThat(render(ErrorAnswer.of(404, ""), browser("hazir-theme=dark\"><b>"))
                        .text())
                .contains("<html lang=\"en\">");
    }

    @Test
    void pageSpeaksTheLanguageOfTheBrowserAndEnglishToAllOthers() {
        ErrorAnswer answer = ErrorAnswer.about(404, "nothing", "/apps/x");

        assertThat(render(answer, browser("").set("accept-language", "fr, de-AT;q=0.8, en;q=0.5"))
                        .text())
                .contains("<html lang=\"de\">", "Seite nicht gefunden", "Unter /apps/x ist nichts.");
        for (String other : List.of("", "fr", "en-GB", "nonsense;q=x", "*", "\"><script>")) {
            assertThat(render(answer, browser("").set("accept-language", other)).text())
                    .contains("<html lang=\"en\">", "Page not found", "There is nothing at /apps/x.");
        }
    }

    @Test
    void everyLanguageHasTheSameWords() {
        Set<String> english = words(Locale.ENGLISH);
        assertThat(words(Locale.GERMAN)).isEqualTo(english).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 408, 413, 429, 500, 503, 504, 507})
    void pageSaysWhatIsWrongAndWhatToDoWithoutNamingTheProtocol(int status) {
        String text = render(ErrorAnswer.of(status, ""), browser("")).text();

        assertThat(text).contains("<p class=\"status\">" + status + "</p>", "<h1>");
        assertThat(text.substring(text.indexOf("<h1>"))).contains("<p>").doesNotContain("Request Entity", "Gateway");
    }

    @Test
    void onlyBrowsersOfOperatorsAreLedToTheirPages() {
        ErrorAnswer answer =
                ErrorAnswer.failure(new IllegalStateException("secret")).written("8F3K-21");

        assertThat(render(answer, browser("hazir-operator=1; a=b")).text())
                .contains("/admin/routes?method=GET&amp;path=%2Fa%22%3E%3Cb", "/admin/logs?text=8F3K-21")
                .doesNotContain("secret", "IllegalState", "><b");
        for (String other : List.of("", "hazir-operator=", "xhazir-operator=1", "hazir-operator=12")) {
            assertThat(render(answer, browser(other)).text()).doesNotContain("/admin");
        }
    }

    @Test
    void developerIsShownWhatVisitorsAreNot() {
        Development development = (answer, method, target) -> List.of(
                new Development.Section("Exception", Development.Kind.CODE, List.of("a<b", "> c")),
                new Development.Section("Hints", Development.Kind.TEXT, List.of("Look <here>.")));
        ErrorAnswer answer = ErrorAnswer.failure(new IllegalStateException("x"));

        assertThat(answer.render(asked(browser("")), Failures.shown(development, new OtherSide()))
                        .text())
                .contains("Exception", "a&lt;b", "class=\"at\">&gt; c", "Look &lt;here&gt;.");
        assertThat(render(answer, browser("")).text()).doesNotContain("Exception", "Hints");
    }

    @Test
    void referencesAreShortAndNotTheSameTwice() {
        Set<String> references = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            references.add(Failures.reference());
        }
        assertThat(references)
                .hasSizeGreaterThan(995)
                .allMatch(reference -> reference.matches("[2-9A-Z][A-Z][2-9A-Z]{2}-\\d\\d"));
    }

    @Test
    void floodOfPagesIsNotWrittenDown() {
        Failures failures = Failures.told();
        long written = IntStream.range(0, Failures.PAGES_A_MINUTE * 3)
                .filter(i -> !failures.write(ErrorAnswer.of(404, ""), "GET", "/x", browser(""))
                        .isEmpty())
                .count();

        assertThat(written).isEqualTo(Failures.PAGES_A_MINUTE);
        assertThat(failures.write(ErrorAnswer.failure(new IOException("x")), "GET", "/x", browser("")))
                .isNotEmpty();
        assertThat(failures.write(ErrorAnswer.of(404, ""), "GET", "/x", new DefaultHttpHeaders()))
                .isEmpty();
    }

    private static Set<String> words(Locale language) {
        return ResourceBundle.getBundle(
                        "dev.hazir.host.http.errors",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .keySet();
    }

    private static HttpHeaders browser(String cookie) {
        return new DefaultHttpHeaders().set("accept", "text/html").set("cookie", cookie);
    }

    private static ErrorAnswer.Asked asked(HttpHeaders headers) {
        return new ErrorAnswer.Asked("GET", "/a\"><b?c=d", headers);
    }

    private static ErrorAnswer.Rendered render(ErrorAnswer answer, HttpHeaders headers) {
        return answer.render(asked(headers), Failures.told());
    }
}
