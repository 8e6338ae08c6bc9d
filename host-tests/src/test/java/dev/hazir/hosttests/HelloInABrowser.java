package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A developer's host with the applet {@code hello}, looked at by a browser. */
record HelloInABrowser(HostProcess host, Browser browser) implements AutoCloseable {

    static HelloInABrowser start(Path directory) throws Exception {
        HostProcess host = HostProcess.start(
                directory.resolve("home"),
                Map.of("HAZIR_PORT_HELLO_ECHO", "0", "HAZIR_PORT_METER_DEVICES", "0"),
                "--dev");
        try {
            assertThat(host.cli("install", Hazir.builtJar("hello").toString()).exit())
                    .isZero();
            return new HelloInABrowser(host, Browser.start(directory));
        } catch (Exception | AssertionError e) {
            host.close();
            throw e;
        }
    }

    URI page(String path) {
        return host.url().resolve(path);
    }

    /** Opens a page that is kept up to date, and waits until it is. */
    void openLive(String path) {
        browser.open(page(path));
        await("a live page").atMost(Patience.LIMIT).until(() -> text("#live").contains("Live"));
    }

    String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "')?.textContent ?? ''");
    }

    @Override
    public void close() throws Exception {
        browser.close();
        host.close();
    }
}
