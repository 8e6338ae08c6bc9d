package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live map in a real browser. */
class MapScriptsTest {

    private static final String PLACES =
            "[...document.querySelectorAll('#map rect')].map(box => box.getAttribute('x') + ',' + box.getAttribute('y')).join(' ')";
    private static final String FIGURES =
            "[...document.querySelectorAll('#map .sub, #map .figure')].map(text => text.textContent).join('|')";

    @TempDir
    static Path directory;

    @AutoClose
    private static HelloInABrowser seen;

    private static HostProcess host;
    private static Browser browser;
    private static PageWatch watch;

    @BeforeAll
    static void start() throws Exception {
        seen = HelloInABrowser.start(directory);
        host = seen.host();
        browser = seen.browser();
        watch = PageWatch.over(browser, host.url());
    }

    @BeforeEach
    void openTheMap() {
        seen.openLive("/admin/map");
        browser.evaluate(
                "window.moments = 0; document.querySelector('#live').addEventListener('m', () => moments++); ''");
    }

    @AfterEach
    void nothingWasRefusedOrFailed() {
        assertThat(watch.offences()).isEmpty();
    }

    @Test
    void figuresChangeNoBoxMovesAndAFrozenMapStaysAsItIs() {
        String places = browser.evaluate(PLACES);
        awaitFigures("/s");
        assertThat(browser.evaluate(PLACES)).isEqualTo(places);

        browser.evaluate("document.querySelector('#freeze').focus(); ''");
        browser.press("Enter");
        assertThat(browser.evaluate("document.querySelector('#freeze').getAttribute('aria-pressed')"))
                .isEqualTo("true");
        String frozen = browser.evaluate(FIGURES);
        awaitMoments(3);
        assertThat(browser.evaluate(FIGURES)).isEqualTo(frozen);

        browser.press("Enter");
        awaitMoments(1);
        await().atMost(Patience.LIMIT).until(() -> !browser.evaluate(FIGURES).equals(frozen));
    }

    @Test
    void momentIsChosenWithKeysAndTheRangeKeepsTheFocus() {
        awaitMoments(1);
        browser.evaluate("document.querySelector('#ago').focus(); ''");

        browser.press("ArrowLeft");
        await().atMost(Patience.LIMIT).until(() -> text("main").contains("The figures are those of"));
        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThat(browser.evaluate("document.activeElement.id + ' ' + location.search"))
                        .startsWith("ago ?at="));
        assertThat(browser.evaluate("String(document.querySelector('#freeze').hidden)"))
                .isEqualTo("false");

        browser.press("ArrowRight");
        await().atMost(Patience.LIMIT).until(() -> !text("main").contains("The figures are those of"));
        await().atMost(Patience.LIMIT)
                .untilAsserted(
                        () -> assertThat(browser.evaluate("location.search")).isEmpty());
    }

    @Test
    void otherStructureIsMergedWithTheMap() {
        assertThat(host.cli("disable", "hello").exit()).isZero();
        try {
            await().atMost(Patience.LIMIT).until(() -> text("#map").contains("stopped"));
        } finally {
            assertThat(host.cli("enable", "hello").exit()).isZero();
        }
        await().atMost(Patience.LIMIT).until(() -> text("#map").contains("/res/hello/"));
    }

    /** Lets visitors come until a figure is there. */
    private static void awaitFigures(String wanted) {
        await().atMost(Patience.LIMIT).until(() -> {
            visit(1);
            return browser.evaluate(
                            "[...document.querySelectorAll('#map .figure')].map(text => text.textContent).join()")
                    .contains(wanted);
        });
    }

    /** Lets more and more visitors come until the page was sent so many new figures; a steady rate would be none. */
    private static void awaitMoments(int count) {
        int before = Integer.parseInt(browser.evaluate("String(moments)"));
        AtomicInteger visitors = new AtomicInteger();
        await().atMost(Patience.LIMIT).until(() -> {
            visit(visitors.incrementAndGet());
            return Integer.parseInt(browser.evaluate("String(moments)")) >= before + count;
        });
    }

    private static void visit(int times) {
        for (int i = 0; i < times; i++) {
            host.rest().get("/apps/hello/");
        }
    }

    private static String text(String selector) {
        return seen.text(selector);
    }
}
