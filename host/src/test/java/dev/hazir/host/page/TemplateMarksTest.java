package dev.hazir.host.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host adds to templates, and what it reads of pages. */
class TemplateMarksTest {

    private static final Map<String, Object> OPERATOR = Map.of("nonce", "N0", "csrf", "C0");

    @TempDir
    Path directory;

    @Test
    void whatStandsInATemplateIsMarked() throws IOException {
        Document page = page("""
                <script src="/x.js"></script><a hx-get="/a">a</a><a th:hx-get="'/b'">b</a>
                <a th:attr="hx-get='/c'">c</a><a href="/d">d</a>
                <form method="POST"><input name="x"></form><form><input name="y"></form>
                """, OPERATOR);

        assertThat(page.selectFirst("script").attr("nonce")).isEqualTo("N0");
        assertThat(page.select("[hx-get][hx-nonce=N0]")).hasSize(3);
        assertThat(page.selectFirst("a[href]").hasAttr("hx-nonce")).isFalse();
        assertThat(page.select("form input[name=csrf]"))
                .singleElement()
                .satisfies(field -> assertThat(field.val()).isEqualTo("C0"));
        assertThat(page.selectFirst("form").lastElementChild().attr("name")).isEqualTo("csrf");
    }

    @Test
    void whatIsFilledInIsNotMarked() throws IOException {
        Document page = page(
                "<p th:utext=\"${given}\"></p><p th:text=\"${given}\"></p>",
                Map.of(
                        "nonce",
                        "N0",
                        "csrf",
                        "C0",
                        "given",
                        "<b hx-get='/evil'>x</b><script>evil()</script><form method='post'></form>"));

        assertThat(page.select("[hx-nonce], [nonce], [name=csrf]")).isEmpty();
        assertThat(page.select("b")).hasSize(1);
    }

    @Test
    void pagesOfAppletsAreLeftAsTheyAre() throws IOException {
        Document page =
                page("<script src=\"/x.js\"></script><a hx-get=\"/a\">a</a><form method=\"post\"></form>", Map.of());

        assertThat(page.select("[hx-nonce], [nonce], [name=csrf]")).isEmpty();
    }

    @Test
    void valuesAreReadWithTheStructureAroundThem() throws IOException {
        write("<p id=\"a\" data-live>1 <b>&lt;2&gt;</b><br></p><tr data-shape=\"x\"><td id=\"b\" data-live></td></tr>");

        LiveMarks marks = templates().read("t", Map.of());

        assertThat(marks.values()).containsEntry("a", "1 <b>&lt;2&gt;</b><br>").containsEntry("b", "");
        assertThat(marks.marks()).containsExactly("a", "x", "b");
        assertThat(marks.shape()).isEqualTo(new LiveMarks(Map.of(), marks.marks()).shape());
        assertThat(marks.shape()).isNotEqualTo(new LiveMarks(Map.of(), List.of("a", "b", "x")).shape());
    }

    @Test
    void shapeIsTheOneThatScriptsCompute() {
        assertThat(new LiveMarks(Map.of(), List.of()).shape()).isEqualTo("811c9dc5");
        assertThat(new LiveMarks(Map.of(), List.of("a")).shape()).isEqualTo("e40c292c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p data-live>no id</p>",
                "<p id=\"a b\" data-live>no good id</p>",
                "<p id=\"a\" data-live><b id=\"b\" data-live>in another</b></p>",
                "<p id=\"a\" data-live>1</p><p id=\"a\" data-live>twice</p>"
            })
    void valuesWithoutAPlaceOfTheirOwnAreRefused(String template) throws IOException {
        write(template);
        Templates templates = templates();

        assertThatThrownBy(() -> templates.read("t", Map.of())).hasStackTraceContaining("needs an id of its own");
    }

    private Document page(String template, Map<String, Object> variables) throws IOException {
        write("<div id=\"all\" data-live>" + template + "</div>");
        return Jsoup.parse(
                String.valueOf(templates().read("t", variables).values().get("all")));
    }

    private void write(String template) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("templates")).resolve("t.html"), template);
    }

    private Templates templates() throws MalformedURLException {
        return new Templates(new URLClassLoader(new URL[] {directory.toUri().toURL()}, null), "");
    }
}
