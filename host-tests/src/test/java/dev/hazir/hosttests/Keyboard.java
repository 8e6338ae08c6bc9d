package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody without a mouse: goes from one thing to the next with Tab, and has to see where that leads. */
final class Keyboard {

    private static final int MOST = 120;
    private static final JsonMapper json = new JsonMapper();

    /** What has the focus: its name, and whether one sees that it has it: drawn around, in the window, under nothing. */
    private static final String FOCUSED = """
            (() => {
                const here = document.activeElement;
                const box = here.getBoundingClientRect();
                const style = getComputedStyle(here);
                const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                const name = here.getAttribute('aria-label') || here.labels?.[0]?.innerText || here.innerText || here.value;
                return JSON.stringify({
                    name: here === document.body ? '' : (name || here.localName).trim().replace(/\\s+/g, ' '),
                    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
                    seen: !!hit && (here.contains(hit) || hit.contains(here)),
                });
            })()
            """;

    private final Browser browser;

    Keyboard(Browser browser) {
        this.browser = browser;
    }

    /** Presses Tab until something whose name begins so has the focus. */
    Keyboard to(String name) {
        List<String> passed = new ArrayList<>();
        while (passed.size() < MOST) {
            browser.press("Tab");
            JsonNode focused = json.readTree(browser.evaluate(FOCUSED));
            String here = focused.path("name").asString("");
            passed.add(here);
            if (!here.isEmpty()
                    && !(focused.path("outlined").asBoolean()
                            && focused.path("seen").asBoolean())) {
                throw new AssertionError("the focus cannot be seen: " + focused);
            }
            if (here.startsWith(name)) {
                return this;
            }
        }
        throw new AssertionError("Tab does not lead to '" + name + "' but to " + passed);
    }

    /** Presses Enter on what has the focus. */
    Keyboard enter() {
        browser.press("Enter");
        return this;
    }

    /** Presses Enter on what leads to another page, and waits for that. */
    Keyboard enterTo(String heading) {
        browser.leaving(this::enter);
        assertThat(browser.evaluate("document.querySelector('h1')?.innerText ?? ''"))
                .startsWith(heading);
        return this;
    }

    /** Presses the space bar on what has the focus. */
    Keyboard space() {
        browser.press(" ");
        return this;
    }

    Keyboard type(String text) {
        browser.type(text);
        return this;
    }
}
