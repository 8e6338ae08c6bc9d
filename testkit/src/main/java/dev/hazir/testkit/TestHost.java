package dev.hazir.testkit;

import java.net.URI;

/** The host of one test method, as far as the applet under test is concerned. */
public final class TestHost {

    private final SharedHost host;
    private final String applet;
    private final Timeline timeline;
    private final TestLog log;
    private final TestClock clock;
    private final WebClient web;

    TestHost(SharedHost host, String applet, Timeline timeline, TestLog log) {
        this.host = host;
        this.applet = applet;
        this.timeline = timeline;
        this.log = log;
        this.clock = new TestClock(host.time(), host::settle, timeline);
        this.web = newWebClient();
    }

    /** The applet's id. */
    public String applet() {
        return applet;
    }

    /** Where the host answers. */
    public URI url() {
        return host.url();
    }

    /** A web client with cookies of its own; the same at each call. */
    public WebClient web() {
        return web;
    }

    /** A further web client, as another user has it. */
    public WebClient newWebClient() {
        return new WebClient(host.url(), applet, timeline, () -> host.requests(applet));
    }

    /** Connects to one of the applet's line ports. */
    public LineClient lines(String port) {
        return new LineClient(port, port(port), timeline);
    }

    /** The number a port of the applet listens on. */
    public int port(String name) {
        return host.port(applet, name);
    }

    /** The applet's clock. */
    public TestClock clock() {
        return clock;
    }

    /** What the applet logged. */
    public TestLog log() {
        return log;
    }
}
