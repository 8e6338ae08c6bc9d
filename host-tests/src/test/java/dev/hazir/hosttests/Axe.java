package dev.hazir.hosttests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks over the page of a browser with axe-core: WCAG 2.2 A and AA, and best practice. */
final class Axe {

    private static final JsonMapper json = new JsonMapper();

    private static final String ALL = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
    private static final String COLOURS = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";

    private static final String RUN = """
            axe.run(document, {
                runOnly: %s,
                resultTypes: ['violations']
            }).then(found => JSON.stringify(found.violations
                .filter(one => ['serious', 'critical'].includes(one.impact))
                .map(one => one.id + ': ' + one.help + ' ' + one.nodes.slice(0, 3)
                    .map(node => node.target.join(' ') + ' (' + [...node.any, ...node.all, ...node.none]
                        .map(check => check.message).join('; ') + ')').join(', '))))
            """;

    private final String script;

    Axe() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            script = new String(
                    Objects.requireNonNull(in, "axe.min.js is not there").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is serious or worse. The script comes through the DevTools: the policy of the page stays as it is. */
    List<String> serious(Browser browser) {
        return run(browser, ALL);
    }

    /** The same, of what other colours can change. */
    List<String> colours(Browser browser) {
        return run(browser, COLOURS);
    }

    private List<String> run(Browser browser, String rules) {
        if (browser.evaluate("typeof axe").equals("undefined")) {
            browser.evaluate(script + "; ''");
        }
        return json.readTree(browser.evaluate(RUN.formatted(rules)))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
