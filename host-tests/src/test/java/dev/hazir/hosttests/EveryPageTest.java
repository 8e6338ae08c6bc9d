package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page that operators and visitors can see, in a real browser, light and dark, wide and narrow. The pages are found
 * as people find them: by the links from the first one on.
 */
class EveryPageTest {

    @TempDir
    static Path directory;

    private static FurnishedHost host;
    private static Browser browser;
    private static SiteWalk walk;

    @BeforeAll
    static void lookAtEveryPage() throws Exception {
        browser = Browser.start(directory);
        walk = new SiteWalk(browser);
        try (HostProcess fresh = HostProcess.start(directory.resolve("fresh"))) {
            walk.of(fresh.url());
            walk.look(fresh.url().resolve("/admin/setup"));
            leave();
        }
        lookAtWhatAsksForThePasswordAgain();
        host = FurnishedHost.start(directory);
        walk.of(host.page("/"));
        for (String path : List.of("/", "/apps/greenhouse/", "/admin/login")) {
            walk.look(host.page(path));
        }
        walk.look("error 404", host.page("/nothing"));
        walk.look("error 500", host.page("/apps/greenhouse/broken"));
        walk.look("error 503", host.page("/apps/resting/"));
        host.signIn(browser, FurnishedHost.VIEWER);
        walk.look("forbidden", host.page("/admin/settings/access"));
        host.signIn(browser, FurnishedHost.ADMIN);
        walk.look("explained", host.page("/admin/routes?method=GET&path=/res/greenhouse/meant"));
        walk.look("search hits", host.page("/admin/search?q=green"));
        walk.look("nothing there", host.page("/admin/nothing"));
        walk.look(host.page("/admin/setup/network"));
        walk.look(host.page("/admin/welcome"));
        walk.look(host.page("/admin/dev/ui-kit"));
        walk.look(host.offer(browser, host.greenhouse("1.2.0")));
        walk.lookFrom(host.page("/admin/"));
    }

    /** After a restart of the host people are signed in still, but not as those who have just given their password. */
    private static void lookAtWhatAsksForThePasswordAgain() throws Exception {
        try (FurnishedHost asking = FurnishedHost.bare(Files.createDirectory(directory.resolve("asking")))) {
            walk.of(asking.page("/"));
            asking.signIn(browser, FurnishedHost.ADMIN);
            leave();
            asking.restart();
            browser.open(asking.page("/admin/settings/access"));
            browser.evaluate("""
                    const form = document.querySelector("form[action='/admin/settings/access/people']");
                    form.querySelector('[name=name]').value = 'kim';
                    form.querySelector('[name=password]').value = 'nine long yellow ropes';
                    form.submit();
                    ''""");
            await().atMost(Patience.LIMIT)
                    .until(() -> browser.evaluate("document.readyState + document.querySelector('h1')?.textContent")
                            .contains("completeYour password, once more"));
            walk.lookHere("password again");
            leave();
        }
    }

    /** A page that is open would notice that its host stops. */
    private static void leave() {
        browser.open(URI.create("about:blank"));
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
    void everyPageOfTheSiteMapIsReachedByLinks() {
        assertThat(walk.crawl().missed())
                .containsExactlyInAnyOrder(
                        "/admin/health/plots.json", // for a script
                        "/admin/settings/network/certificate", // of a host that encrypts
                        "/admin/applets/{id}/open"); // leads to applets from a port of operators alone
    }

    @Test
    void axeFindsNothingSerious() {
        assertThat(walk.found("axe")).isEmpty();
    }

    @Test
    void axeFindsWhatIsWrong() {
        browser.colours("dark").follow(host.page("/admin/login"));
        browser.evaluate(
                "const image = new Image(); image.src = 'data:,'; document.querySelector('h1').append(image); ''");
        browser.evaluate("document.querySelector('h1').style.color = '#222'; ''");

        assertThat(new Axe().serious(browser)).anySatisfy(one -> assertThat(one).startsWith("image-alt"));
        assertThat(new Axe().colours(browser)).anySatisfy(one -> assertThat(one).startsWith("color-contrast"));
    }

    @Test
    void nothingIsStoppedByThePolicyNothingFailsAndNothingIsAskedElsewhere() {
        assertThat(walk.found("offence")).isEmpty();
    }

    @Test
    void everyPageHasATitleAndOneHeadingAndFitsItsWindow() {
        assertThat(walk.found("shape")).isEmpty();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(walk.crawl().deadLinks()).isEmpty();
    }

    @Test
    void pagesWeighLittle() {
        assertThat(walk.found("weight")).isEmpty();
    }
}
