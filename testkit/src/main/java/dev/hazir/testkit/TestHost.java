package dev.hazir.testkit;

import dev.hazir.applet.Applet;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The host of one test method, as far as the applet under test is concerned. */
public final class TestHost {

    private final SharedHost host;
    private final String applet;
    private final Timeline timeline;
    private final TestLog log;
    private final Upgrader upgrader;
    private final Saver saver;
    private final Account account;
    private final TestClock clock;
    private final WebClient web;

    TestHost(SharedHost host, String applet, Told told, Upgrader upgrader, Saver saver) {
        this.host = host;
        this.applet = applet;
        this.timeline = told.timeline();
        this.log = told.log();
        this.upgrader = upgrader;
        this.saver = saver;
        this.account = new Account(host, timeline, log);
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
        return new WebClient(host, applet, timeline, account);
    }

    /** Connects to one of the applet's line ports. */
    public LineClient lines(String port) {
        return new LineClient(port, port(port), timeline);
    }

    /** The number a port of the applet listens on. */
    public int port(String name) {
        return host.port(applet, name);
    }

    /**
     * How many requests the live version of the applet is answering now. An answer that was handed over whole is answered,
     * even while the client still reads it.
     */
    public long openRequests() {
        return host.requests(applet);
    }

    /**
     * Upgrades the applet to the next major version, with another main class. The new jar is the one that runs with the
     * classes of the new main class' package put over it; settings and files stay. Returns when the new version answers;
     * requests the old one had begun may still be open. Fails, with all problems, when the host refuses it or goes back.
     */
    public Upgrade upgrade(Class<? extends Applet> main) {
        return upgrade(running -> running.with(main, running.nextVersion()));
    }

    /** Upgrades the applet to a version with another main class, as {@link #upgrade(Class)} does. */
    public Upgrade upgrade(Class<? extends Applet> main, String version) {
        return upgrade(running -> running.with(main, version));
    }

    /** Upgrades the applet to a version that differs in its number only, as {@link #upgrade(Class)} does. */
    public Upgrade upgrade(String version) {
        return upgrade(running -> running.with(version));
    }

    /**
     * Saves settings as an operator does, such as {@code "title=Plant 7"}. Returns when they are in effect or refused; what
     * came of it is for the test to expect. Those of {@link WithSettings} win over what is saved.
     *
     * @param lines {@code name=value}, one setting each
     */
    public SavedSettings saveSettings(String... lines) {
        return saver.save(SettingLines.parse(lines));
    }

    /** The applet's clock. */
    public TestClock clock() {
        return clock;
    }

    /** What the applet logged. */
    public TestLog log() {
        return log;
    }

    private Upgrade upgrade(AppletJar.Change change) {
        List<WaitingAnswer> before = account.open();
        upgrader.upgrade(change);
        return new Upgrade(timeline, before);
    }

    /** What is told of a test: what happened in which order, and what the applet logged. */
    record Told(Timeline timeline, TestLog log) {}

    /** Saves settings by name. */
    @FunctionalInterface
    interface Saver {
        SavedSettings save(Map<String, String> settings);
    }

    /** Packs a changed jar and puts it in place of the one that runs. */
    @FunctionalInterface
    interface Upgrader {
        void upgrade(AppletJar.Change change);
    }
}
