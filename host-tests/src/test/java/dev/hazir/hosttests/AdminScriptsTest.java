package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the pages of operators, in a real browser under the pages' own policy. */
class AdminScriptsTest {

    /** Notes what the policy had to stop, and what failed. */
    private static final String WATCH = """
            window.offences = [];
            addEventListener('securitypolicyviolation', e => offences.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
            addEventListener('error', e => offences.push(String(e.message)));
            addEventListener('unhandledrejection', e => offences.push(String(e.reason)));
            """;

    @TempDir
    static Path directory;

    @AutoClose
    private static HelloInABrowser seen;

    private static HostProcess host;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        seen = HelloInABrowser.start(directory);
        host = seen.host();
        browser = seen.browser().before(WATCH);
    }

    @BeforeEach
    void openTheOverview() {
        seen.openLive("/admin/");
    }

    @AfterEach
    void thePolicyHadNothingToStop() {
        assertThat(browser.evaluate("offences.join()")).isEmpty();
    }

    @Test
    void valuesChangeInPlace() {
        browser.evaluate("window.kept = document.querySelector('#requests'); ''");

        awaitNewValues();

        assertThat(text("#requests")).endsWith("/s");
        assertThat(browser.evaluate("String(kept === document.querySelector('#requests'))"))
                .isEqualTo("true");
    }

    @Test
    void focusAndTypedTextStayWhileTheirSurroundingsChange() {
        browser.evaluate("""
                const field = document.createElement('input');
                field.id = 'typed';
                document.querySelector('#requests').before(field);
                field.focus();
                ''""");
        browser.type("half-typ");

        awaitNewValues();

        assertThat(browser.evaluate("document.activeElement.id + ' ' + document.activeElement.value"))
                .isEqualTo("typed half-typ");
    }

    @Test
    void anotherStructureIsFetchedAndSaid() {
        assertThat(host.cli("disable", "hello").exit()).isZero();
        try {
            await().atMost(Patience.LIMIT).until(() -> text("main table").contains("Stopped"));
            await().atMost(Patience.LIMIT).until(() -> text("#said").contains("changed"));
            assertThat(browser.evaluate(
                            "String(document.querySelector('main form input[name=csrf]').value.length > 20)"))
                    .isEqualTo("true");
        } finally {
            assertThat(host.cli("enable", "hello").exit()).isZero();
        }
    }

    @Test
    void fieldIsCheckedWhenItIsLeftAndWhatWasTypedStays() {
        browser.open(page("/admin/applets/hello/settings"));
        browser.evaluate("const title = document.getElementById('set.title'); title.focus(); title.select(); ''");
        browser.type(" ");

        browser.evaluate("document.getElementById('set.port').focus(); ''");
        browser.type("5");

        await().atMost(Patience.LIMIT)
                .until(() -> text("[data-check=\"set.title\"] .error").contains("must not be blank"));
        assertThat(browser.evaluate("document.getElementById('set.title').getAttribute('aria-invalid')"))
                .isEqualTo("true");
        assertThat(browser.evaluate(
                        "document.activeElement.id + ' ' + document.getElementById('set.title').value.length"))
                .isEqualTo("set.port 1");
        assertThat(browser.evaluate("document.getElementById('set.port').value"))
                .contains("5");
        browser.evaluate(
                "document.getElementById('set.title').focus(); document.getElementById('set.title').select(); ''");
        browser.type("Mine");
        browser.evaluate("document.getElementById('set.port').focus(); ''");
        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("String(document.querySelector(\"[data-check='set.title'] .error\"))")
                        .equals("null"));
    }

    @Test
    void fieldThatIsLeftTellsWhatSavingWouldDoAndTheFocusStays() {
        host.rest()
                .deploy(AppletSource.of("lamp", "1.0.0").setup("""
                        app.onSettings(Settings.class, (before, now) -> {});
                        """).members("""
                        public record Settings(String title, @NeedsRestart int port) {
                            public Settings() {
                                this("Lamp", 1);
                            }
                        }
                        """).jar(directory));
        browser.open(page("/admin/applets/lamp/settings"));
        assertThat(text("#saving")).contains("A change of Port restarts lamp");
        browser.evaluate("document.getElementById('set.title').focus(); ''");
        browser.type("Mine");

        browser.evaluate("document.getElementById('set.port').focus(); ''");

        await().atMost(Patience.LIMIT).until(() -> text("#saving").contains("Saving takes effect at once."));
        browser.type("5");
        browser.evaluate("document.querySelector('#saving button').focus(); ''");
        await().atMost(Patience.LIMIT).until(() -> text("#saving").contains("because of Port"));
        assertThat(browser.evaluate("document.activeElement.textContent")).isEqualTo("Save and restart lamp");
    }

    @Test
    void jarThatIsDroppedIsSentAndItsPlanIsShown() throws Exception {
        browser.open(page("/admin/install"));

        drop(Files.readAllBytes(Hazir.builtJar("meter")));

        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("location.pathname").startsWith("/admin/install/"));
        await().atMost(Patience.LIMIT).until(() -> text("h1").contains("Install meter"));
    }

    @Test
    void fileThatIsNoJarIsToldOnTheSamePage() {
        browser.open(page("/admin/install"));

        drop("no jar".getBytes(StandardCharsets.UTF_8));

        await().atMost(Patience.LIMIT).until(() -> text("main").contains("This jar cannot be installed"));
        assertThat(browser.evaluate("location.pathname + ' ' + document.activeElement.id"))
                .isEqualTo("/admin/install content");
        assertThat(browser.evaluate("String(document.querySelector('form[data-sending] progress').hidden)"))
                .isEqualTo("true");
    }

    private static void drop(byte[] content) {
        browser.evaluate("""
                const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0));
                const dropped = new DataTransfer();
                dropped.items.add(new File([bytes], 'dropped.jar'));
                document.querySelector('form[data-sending]')
                    .dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
                ''""".formatted(Base64.getEncoder().encodeToString(content)));
    }

    @Test
    void whoTypesIsAskedBeforeTheStructureChanges() {
        browser.evaluate("document.querySelector('main table a').focus(); ''");
        assertThat(host.cli("disable", "hello").exit()).isZero();
        try {
            await().atMost(Patience.LIMIT)
                    .until(() -> browser.evaluate("String(document.querySelector('#changed').hidden)")
                            .equals("false"));
            assertThat(text("main table")).doesNotContain("Stopped");

            browser.click("#changed button");

            await().atMost(Patience.LIMIT).until(() -> text("main table").contains("Stopped"));
        } finally {
            assertThat(host.cli("enable", "hello").exit()).isZero();
        }
    }

    @Test
    void pausedPageKeepsItsValuesGreyUntilItGoesOn() {
        browser.press(".");
        await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Paused"));
        assertThat(browser.evaluate("String(document.documentElement.hasAttribute('data-stale'))"))
                .isEqualTo("true");
        assertThat(browser.evaluate("document.querySelector('#lag').dataset.at"))
                .matches("\\d{2}:\\d{2}:\\d{2}.*");

        browser.press(".");

        await().atMost(Patience.LIMIT).until(() -> text("#live").contains("Live"));
        assertThat(browser.evaluate("String(document.documentElement.hasAttribute('data-stale'))"))
                .isEqualTo("false");
    }

    @Test
    void searchIsOpenedUsedAndFollowedByKeysAlone() {
        browser.press("/");
        assertThat(browser.evaluate("document.activeElement.name + document.querySelector('#find').open"))
                .isEqualTo("qtrue");
        browser.type("hello");
        await().atMost(Patience.LIMIT).until(() -> text("#find #found").contains("hello"));
        browser.press("ArrowDown");
        assertThat(browser.evaluate("document.activeElement.localName")).isEqualTo("a");
        String place = browser.evaluate("document.activeElement.href");

        browser.press("Enter");

        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("location.href").equals(place));
        assertThat(place).contains("hello");
    }

    @Test
    void keysLeadToPagesAndCanBeTurnedOff() {
        pressTogether("g", "a");
        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("location.pathname + document.readyState")
                        .equals("/admin/appletscomplete"));

        browser.press("?");
        await().atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("String(document.querySelector('#keys').open)")
                        .equals("true"));
        browser.click("#keys [data-keys]");
        awaitKeys("false");
        browser.press("/");
        assertThat(browser.evaluate("String(document.querySelector('#find').open)"))
                .isEqualTo("false");
        browser.evaluate("document.querySelector('#keys [data-keys]').click(); ''");
        awaitKeys("true");
    }

    /** Two keys mean something together for a moment only, which the machine may take between them: then they are pressed again. */
    private static void pressTogether(String first, String second) {
        browser.evaluate("addEventListener('keydown', event => { window.taken = event.defaultPrevented; }); ''");
        await().atMost(Patience.LIMIT).pollDelay(Duration.ZERO).until(() -> {
            browser.press(first);
            browser.press(second);
            return !browser.evaluate("String(window.taken ?? 'on another page')")
                    .equals("false");
        });
    }

    /** Opens the page anew until it knows whether single keys are used, which was sent without waiting. */
    private static void awaitKeys(String used) {
        await().atMost(Patience.LIMIT)
                .until(() -> browser.open(page("/admin/applets"))
                        .evaluate("String(document.querySelector('#keys [data-keys]').checked)")
                        .equals(used));
    }

    @Test
    void markupThatSlippedInDoesNothing() {
        assertThat(browser.evaluate(
                        "try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'); 'in' }"
                                + " catch (e) { e.name }"))
                .isEqualTo("TypeError");
        browser.evaluate("""
                for (const [name, value] of [['hx-get', '/admin/evil'], ['hx-sse:connect', '/admin/evil']]) {
                    const intruder = document.createElement('b');
                    intruder.setAttribute(name, value);
                    intruder.setAttribute('hx-trigger', 'load');
                    document.querySelector('main').append(intruder);
                    htmx.process(intruder);
                }
                ''""");
        awaitNewValues();

        assertThat(browser.evaluate(
                        "String(performance.getEntriesByType('resource').filter(e => e.name.includes('evil')).length)"))
                .isEqualTo("0");
        browser.evaluate("offences = offences.filter(o => !o.includes('insertAdjacentHTML')); ''");
    }

    @Test
    void scriptsAndStylesOfAPageAreSmall() {
        String bytes = browser.evaluate(
                "String(performance.getEntriesByType('resource').filter(e => /\\.(js|css)$/.test(new URL(e.name).pathname))"
                        + ".reduce((sum, e) => sum + e.decodedBodySize, 0) + document.documentElement.outerHTML.length)");
        assertThat(Integer.parseInt(bytes)).isBetween(40_000, 120_000);
    }

    /** Lets more and more visitors come until the page shows it: a steady rate would be no news. */
    private static void awaitNewValues() {
        browser.evaluate("document.querySelector('#requests').textContent = 'old'; ''");
        AtomicInteger visitors = new AtomicInteger();
        await("new values").atMost(Patience.LIMIT).until(() -> {
            for (int i = visitors.incrementAndGet(); i > 0; i--) {
                host.rest().get("/apps/hello/");
            }
            return !text("#requests").equals("old");
        });
    }

    private static String text(String selector) {
        return seen.text(selector);
    }

    private static URI page(String path) {
        return seen.page(path);
    }
}
