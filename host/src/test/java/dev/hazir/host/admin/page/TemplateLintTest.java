package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What templates of operators keep to, so that a policy without exceptions protects their pages. */
class TemplateLintTest {

    private static final Path PAGES = Path.of("src/main/resources/dev/hazir/host/admin/page");
    private static final Path SHARED = Path.of("../templates/src/main/resources/hazir/templates");

    /** Markup from elsewhere is written out where it was made harmless before. */
    private static final Set<String> MAY_WRITE_MARKUP = Set.of("prose.html");

    private static final Path CLASSES = Path.of("src/main/java/dev/hazir/host/admin");

    /** What the rest of a key is put behind, such as {@code 'state.' +}, or before. */
    private static final Pattern BEGINNING = Pattern.compile(
            "['\"|]([a-z][A-Za-z0-9]*(?:[.][A-Za-z0-9-]+)*[.])(?:['\"]|[$][{])" + "|'([a-z]+[.][a-z]+)' [+]");

    private static final Pattern ENDING = Pattern.compile("[+] '([.][a-z]+)'");
    private static final Pattern WORD = Pattern.compile("[\\w.-]+");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)");

    @Test
    void nothingRunsOrLooksFromWithinATemplate() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path file : templates()) {
            Document document = parsed(file);
            for (Element element : document.getAllElements()) {
                for (Attribute attribute : element.attributes()) {
                    String name = attribute.getKey();
                    String value = attribute.getValue();
                    boolean runs = name.matches("(th:)?on.+")
                            || name.matches("(th:)?hx-on.*")
                            || name.startsWith("hx-") && value.matches("(?i)\\s*(js|javascript):.*")
                            || name.equals("th:attr")
                                    && value.matches("(?s)(.*,)?\\s*(on[a-z]+|hx-on[^=]*|style)\\s*=.*");
                    boolean looks = name.matches("(th:)?style(append)?");
                    boolean away = name.matches("(th:)?(src|href|action)") && value.matches("(?i).*(https?:)?//.*");
                    boolean markup = name.equals("th:utext")
                            && !MAY_WRITE_MARKUP.contains(file.getFileName().toString());
                    if (runs || looks || away || markup) {
                        offences.add(file.getFileName() + ": " + name + "=\"" + value + "\"");
                    }
                }
            }
            document.select("style, script").stream()
                    .filter(element ->
                            element.tagName().equals("style") || !element.data().isBlank())
                    .forEach(element -> offences.add(file.getFileName() + ": " + element.outerHtml()));
        }

        assertThat(offences).isEmpty();
    }

    @Test
    void whatIsKeptUpToDateHoldsValuesOnly() throws IOException {
        for (Path file : templates()) {
            for (Element live : parsed(file).select("[data-live]")) {
                assertThat(live.hasAttr("id") || live.hasAttr("th:id"))
                        .as(file + ": " + live)
                        .isTrue();
                assertThat(live.select("form, input, button, [data-live]"))
                        .filteredOn(inside -> inside != live)
                        .as(file + ": " + live)
                        .isEmpty();
                assertThat(live.getAllElements())
                        .filteredOn(inside -> inside.attributes().asList().stream()
                                .anyMatch(attribute -> attribute.getKey().matches("(th:)?hx-.*")))
                        .as(file + ": " + live)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyTextThatIsUsedIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : templates()) {
            collect(KEY, Files.readString(file), used);
        }

        assertThat(used).as("used and missing").isSubsetOf(texts().keySet());
    }

    @Test
    void everyTextIsThereOnceAndUsed() throws IOException {
        String source = source();
        Set<String> beginnings = new TreeSet<>();
        collect(BEGINNING, source, beginnings);
        Set<String> endings = new TreeSet<>();
        collect(ENDING, source, endings);
        Set<String> words =
                WORD.matcher(source).results().map(MatchResult::group).collect(Collectors.toSet());

        assertThat(texts()).allSatisfy((key, files) -> assertThat(files).as(key).hasSize(1));
        assertThat(texts().keySet())
                .filteredOn(key -> !words.contains(key))
                .filteredOn(key -> beginnings.stream().noneMatch(key::startsWith))
                .filteredOn(key -> endings.stream()
                        .noneMatch(ending -> key.endsWith(ending)
                                && source.contains('"' + key.substring(0, key.length() - ending.length()) + '"')))
                .as("never used")
                .isEmpty();
    }

    /** The files of each text of pages. */
    private static Map<String, List<String>> texts() throws IOException {
        Map<String, List<String>> texts = new TreeMap<>();
        for (Path file : files(".properties", PAGES, SHARED)) {
            Properties properties = new Properties();
            try (InputStreamReader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
                properties.load(in);
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> texts.computeIfAbsent(key, any -> new ArrayList<>())
                            .add(file.getParent().getFileName() + "/" + file.getFileName()));
        }
        return texts;
    }

    /** All templates, and the classes that name texts. */
    private static String source() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : templates()) {
            all.append(Files.readString(file));
        }
        for (Path file : files(".java", CLASSES)) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static void collect(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(matcher.group(1) == null ? 2 : 1));
        }
    }

    private static Document parsed(Path file) throws IOException {
        return Jsoup.parse(Files.readString(file));
    }

    private static Set<Path> templates() throws IOException {
        Set<Path> templates = files(".html", PAGES, SHARED);
        assertThat(templates).hasSizeGreaterThan(10);
        return templates;
    }

    private static Set<Path> files(String ending, Path... roots) {
        return Stream.of(roots)
                .flatMap(root -> {
                    try {
                        return Files.walk(root);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(file -> file.toString().endsWith(ending))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
