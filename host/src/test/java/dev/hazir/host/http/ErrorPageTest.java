package dev.hazir.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        String text = ErrorAnswer.of(400, "Title", "a \"quote\", a \\ and a\nline\u0001")
                .render(new DefaultHttpHeaders(), "")
                .text();
        assertThat(text)
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Title\",\"status\":400,"
                        + "\"detail\":\"a \\\"quote\\\", a \\\\ and a\\u000aline\\u0001\"}");
    }

    @Test
    void pageAllowsItsOwnStyleAloneAndKeepsTheTheme() throws Exception {
        ErrorAnswer.Rendered page = ErrorAnswer.of(404, "<b>nothing</b>")
                .render(
                        new DefaultHttpHeaders().set("accept", "text/html").set("cookie", "a=b; hazir-theme=dark"),
                        "r1");
        String style = page.text()
                .substring(page.text().indexOf("<style>") + 7, page.text().indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.headers().get("content-security-policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
        assertThat(page.text()).contains("<html lang=\"en\" data-theme=\"dark\">", "&lt;b&gt;nothing", "r1");
    }

    @Test
    void themeIsOneOfTwoWords() {
        String text = ErrorAnswer.of(404, "")
                .render(new DefaultHttpHeaders().set("accept", "text/html").set("cookie", "hazir-theme=dark\"><b>"), "")
                .text();

        assertThat(text).contains("<html lang=\"en\">");
    }
}
