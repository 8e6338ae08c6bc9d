package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the log in a real browser: it follows, waits while somebody reads, and pauses. */
class LogViewTest {

    @TempDir
    static Path directory;

    private static HostProcess host;

    @BeforeAll
    static void start() throws Exception {
        host = HostProcess.start(directory.resolve("home"), Map.of(), "--dev");
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void logFollowsUntilSomebodyReadsAndTellsHowMuchIsNew() throws Exception {
        try (Browser browser = Browser.start(directory.resolve("reading"))) {
            browser.open(host.url().resolve("/admin/logs?text=nobody")); // whatever else the host has to say
            until(() -> text(browser, "#log-state").contains("Following"));

            missing(browser, "first%3Cscript%3E");
            until(() -> text(browser, "#log").contains("first<script>"));
            assertThat(browser.evaluate("String(document.querySelectorAll('#log script').length)"))
                    .isEqualTo("0");
            assertThat(fromEnd(browser)).isLessThan(24);
            assertThat(browser.evaluate("String(document.querySelector('#log-new').hidden)"))
                    .isEqualTo("true");

            for (int i = 0; i < 40; i++) {
                missing(browser, "filling" + i);
            }
            until(() -> text(browser, "#log").contains("filling39"));
            browser.evaluate("(log => { log.scrollTop = 0; log.dispatchEvent(new Event('scroll')); return ''; })"
                    + "(document.querySelector('#log'))");
            until(() -> fromEnd(browser) > 24);
            missing(browser, "second");
            missing(browser, "third");
            until(() -> text(browser, "#log-new").equals("2 new entries ↓"));
            assertThat(browser.evaluate("String(document.querySelector('#log').scrollTop)"))
                    .isEqualTo("0");

            browser.click("#log-new");
            until(() -> fromEnd(browser) < 24);
            assertThat(text(browser, "#log")).contains("second", "third");
        }
    }

    @Test
    void pausedLogGoesOnWhereItHadStopped() throws Exception {
        try (Browser browser = Browser.start(directory.resolve("pausing"))) {
            browser.open(host.url().resolve("/admin/logs?text=while"));
            until(() -> text(browser, "#log-state").contains("Following"));

            browser.click("#log-pause");
            until(() -> text(browser, "#log-state").contains("Paused"));
            missing(browser, "while-paused");
            until(() -> host.log().stream().anyMatch(line -> line.contains("while-paused")));
            assertThat(text(browser, "#log")).doesNotContain("while-paused");

            browser.click("#log-pause");
            until(() -> text(browser, "#log").contains("while-paused"));
            assertThat(text(browser, "#log")).doesNotContain("signed in");
        }
    }

    /** Asks for a page that is not there, which is written down. */
    private static void missing(Browser browser, String name) {
        browser.evaluate("fetch('/apps/nobody/" + name + "', {headers: {accept: 'text/html'}}).then(r => r.status)");
    }

    private static String text(Browser browser, String selector) {
        return browser.evaluate("document.querySelector('" + selector + "').textContent");
    }

    private static double fromEnd(Browser browser) {
        return Double.parseDouble(
                browser.evaluate(
                        "String((log => log.scrollHeight - log.scrollTop - log.clientHeight)(document.querySelector('#log')))"));
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Patience.LIMIT).until(condition);
    }
}
