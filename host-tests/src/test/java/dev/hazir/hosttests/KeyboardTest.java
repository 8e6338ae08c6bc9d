package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an applet through a host by keys alone: installed, upgraded, gone back by itself and by hand, removed. */
class KeyboardTest {

    private static final String DOES_NOT_START = """
            @Override public void started() {
                throw new IllegalStateException("the database is gone");
            }
            """;

    @TempDir
    static Path directory;

    private static FurnishedHost host;
    private static Browser browser;
    private static Keyboard keys;

    /** What is given to whatever asks for a file. */
    private final List<Path> chosen = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(directory);
        keys = new Keyboard(browser);
        host = FurnishedHost.bare(directory);
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
    void appletIsInstalledUpgradedRolledBackAndRemovedByKeysAlone() {
        PageWatch watch = PageWatch.over(browser, host.page("/"));
        browser.chooseWhenAsked(chosen);
        browser.open(host.page("/admin/login"));
        keys.type(FurnishedHost.ADMIN)
                .to("Password")
                .type(FurnishedHost.PASSWORD)
                .enterTo("Overview");

        keys.to("Install an applet").enterTo("Install or upgrade");
        send("1.0.0", "", "Install pump 1.0.0");
        keys.to("I built or trust").space().to("Install pump 1.0.0").enter();
        awaitOutcome("Done");
        assertThat(standing()).isEqualTo("live 1.0.0");

        keys.to("Open pump").enterTo("pump 1.0.0").to("Versions").enterTo("pump 1.0.0");
        keys.to("Upgrade pump").enterTo("Install or upgrade");
        send("2.0.0", "", "Upgrade pump 1.0.0 → 2.0.0");
        keys.to("I built or trust").space().to("Upgrade to 2.0.0").enter();
        awaitOutcome("Done");
        assertThat(standing()).isEqualTo("live 2.0.0");

        keys.to("Open pump").enterTo("pump 2.0.0").to("Upgrade pump").enterTo("Install or upgrade");
        send("3.0.0", DOES_NOT_START, "Upgrade pump 2.0.0 → 3.0.0");
        keys.to("I built or trust").space().to("Upgrade to 3.0.0").enter();
        awaitOutcome("Rolled back");
        assertThat(browser.evaluate("document.querySelector('main').innerText"))
                .contains("the database is gone")
                .contains("2.0.0");
        assertThat(standing()).isEqualTo("live 2.0.0");

        keys.to("Open pump").enterTo("pump 2.0.0").to("Versions").enterTo("pump 2.0.0");
        keys.to("Roll back to 1.0.0").enter();
        awaitOutcome("Done");
        assertThat(standing()).isEqualTo("live 1.0.0");

        keys.to("Open pump").enterTo("pump 1.0.0").to("Remove pump").enterTo("Remove pump");
        keys.to("Remove pump").enter();
        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThat(standing()).isEqualTo("absent"));
        assertThat(watch.offences()).isEmpty();
    }

    /** Chooses a jar on the page for installing and looks at its plan. */
    private void send(String version, String members, String plan) {
        chosen.clear();
        chosen.add(AppletSource.of("pump", version)
                .setup("app.loop().resource(\"/version\", request -> \"%s\");".formatted(version))
                .members(members)
                .jar(directory));
        keys.to("Jars of applets").enter();
        await("a chosen file")
                .atMost(Patience.LIMIT)
                .until(() -> browser.evaluate("String(document.querySelector('#file').files.length)")
                        .equals("1"));
        keys.to("Show the plan").enterTo(plan);
    }

    private static void awaitOutcome(String badge) {
        await("the operation ends") // all of its page, which may be exchanged once more
                .atMost(Patience.LIMIT)
                .untilAsserted(
                        () -> assertThat(browser.evaluate("""
                                (document.querySelector('.head .badge')?.innerText ?? '')
                                    + document.querySelector('main .button.primary')?.innerText
                                """)).contains(badge).endsWith("Open pump"));
    }

    private static String standing() {
        return host.process().rest().standing("pump");
    }
}
