package dev.hazir.host.applet;

import dev.hazir.applet.AppletContext;
import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import dev.hazir.applet.SettingsHandler;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.topic.Topic;
import dev.hazir.applet.web.Web;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Closer;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment has declared: records during {@code setup}, and passes on what is declared later. The guest's view
 * of the host.
 */
final class Declarations implements AppletContext {

    /** What becomes of the applet's directory when a guest asks for it. */
    enum Files {
        /** It is made. */
        KEPT,
        /** It is not made for a rehearsal; the guest sees one that is gone afterwards. */
        AS_THEY_ARE
    }

    private static final Trigger ON_LOOP = Trigger.of("task on the loop");

    private final Guest guest;
    private final AppletServices services;
    private final VersionStore store;
    private final Belongings own;
    private final Topics topics;
    private final RecordedLoop loop;
    private final RecordedWeb web;
    private final Closer resources = new Closer();
    private final LiveScope scope = new LiveScope();
    private final BlockingWork blockingWork;
    private final SettingsInUse settings;

    private volatile @Nullable Path otherFiles;
    private volatile long maxRequestBody;
    private volatile boolean setupOver;

    Declarations(Guest guest, Prefixes prefixes, AppletServices services, VersionStore store, Belongings own) {
        this.guest = guest;
        this.services = services;
        this.store = store;
        this.own = own;
        this.settings = new SettingsInUse(guest, own.settings(), services.environment());
        this.maxRequestBody = services.maxRequestBody();
        this.blockingWork = new BlockingWork(guest, services.time(), scope);
        this.topics = new Topics(guest, services.time());
        this.loop = new RecordedLoop(this, guest, prefixes, services.time());
        this.web = new RecordedWeb(this, loop.paths(), guest, prefixes);
    }

    @Override
    public AppletInfo info() {
        return guest.info();
    }

    @Override
    public <S extends Record> S settings(Class<S> type) {
        requireRunning();
        return settings.of(type);
    }

    @Override
    public <S extends Record> Registration onSettings(Class<S> type, SettingsHandler<S> handler) {
        requireRunning();
        requireSetup("a handler of settings");
        return settings.onChange(type, handler);
    }

    @Override
    public <T> Topic<T> topic(String name, Class<T> type) {
        requireRunning();
        return topics.topic(name, type);
    }

    @Override
    public Web web() {
        requireRunning();
        return web.declared();
    }

    @Override
    public Loop loop() {
        requireRunning();
        return loop;
    }

    @Override
    public <T> CompletionStage<T> blocking(Callable<T> work) {
        requireRunning();
        return blockingWork.start(work);
    }

    @Override
    public void onLoop(Runnable task) {
        requireRunning();
        guest.onLoop(ON_LOOP, task::run);
    }

    @Override
    public Path files() {
        Path other = otherFiles;
        try {
            if (other != null && !store.data().hasFiles(guest.id(), own.files())) {
                return java.nio.file.Files.createDirectories(other);
            }
            return store.data().files(guest.id(), own.files());
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of applet " + guest.id() + " cannot be made", e);
        }
    }

    @Override
    public <C extends AutoCloseable> C closeOnStop(C resource) {
        requireRunning();
        return resources.add(resource);
    }

    @Override
    public Clock clock() {
        return services.time().clock();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public void maxRequestBody(long bytes) {
        requireSetup("a request's largest body");
        if (bytes < 0) {
            throw new IllegalArgumentException("maxRequestBody: " + bytes + " (expected: 0 or more)");
        }
        maxRequestBody = bytes;
    }

    /** Says what becomes of a directory that the guest asks for, given one of this deployment alone. */
    void files(Files fate, Path work) {
        otherFiles = fate == Files.KEPT ? null : work.resolve("own");
    }

    /** Setup has returned: what may only be said in it is refused from now on. */
    void setupOver() {
        setupOver = true;
        loop.setupOver();
    }

    /**
     * The deployment is reachable: timers tick, and what is declared from now on is published by {@code publish}.
     *
     * @param before what it replaces, or null
     */
    void live(@Nullable Declarations before, Runnable publish) {
        loop.paths().live(publish);
        loop.live(before == null ? null : before.loop);
    }

    long maxRequestBody() {
        return maxRequestBody;
    }

    Path savedSessions() {
        return store.data().sessions(guest.id());
    }

    /** The directory of the files that the applet writes. */
    String filesName() {
        return own.files();
    }

    RecordedLoop recordedLoop() {
        return loop;
    }

    RecordedWeb recordedWeb() {
        return web;
    }

    BlockingWork blockingWork() {
        return blockingWork;
    }

    Topics topics() {
        return topics;
    }

    SettingsInUse settings() {
        return settings;
    }

    /** Ends what the guest holds, newest first, after its last request. On a worker; may block. */
    void end(Closer failures) {
        failures.add(resources);
        failures.add(topics::close);
        failures.add(scope::end);
        failures.add(settings::end);
    }

    void requireRunning() {
        if (scope.ended()) {
            throw new IllegalStateException(
                    guest.info() + " has ended; it cannot use the host any more. Stop its own threads in stopping().");
        }
    }

    void requireSetup(String what) {
        if (setupOver) {
            throw new IllegalStateException(
                    what + " may be declared in setup only; setup of " + guest.info() + " is over");
        }
    }
}
