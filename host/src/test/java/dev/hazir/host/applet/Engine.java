package dev.hazir.host.applet;

import dev.hazir.host.backup.Backups;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.link.LinkCheck;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Operations;
import dev.hazir.host.port.PortOverrides;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.servlet.ServletContainer;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import dev.hazir.host.unload.Unloads;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** As much of a host as applets on a disk need. It outlives the runs, which are short. */
final class Engine implements AutoCloseable {

    private static final int KEEP = 1;
    private static final ThreadFactory THREADS = task -> new LoopThread(task, "test-loop");

    /** There is no front door: nobody asks anything. */
    private static final Holder NOBODY = new Holder() {
        @Override
        public List<Holding> holding() {
            return List.of();
        }

        @Override
        public CompletionStage<Void> drain(Duration patience) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void end(Duration spread) {
            // Nothing is ever open.
        }
    };

    final ManualTime time = new ManualTime();
    private final Workers workers = Workers.start(32, 1000);
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, THREADS, NioIoHandler.newFactory());
    private final ServletContainer servlets;

    private Engine() throws Exception {
        servlets = ServletContainer.start(workers, time);
    }

    static Engine start() {
        try {
            return new Engine();
        } catch (Exception e) {
            throw new IllegalStateException("the engine of the tests does not start", e);
        }
    }

    /** One run on a home directory, from its start on. */
    final class Run implements AutoCloseable {

        final Home home;
        final Applets applets;
        private final Operations operations = new Operations(time.clock());
        private final DropFolder folder;

        private Run(Path directory, Disk.Observer observer, int crashLimit) throws Exception {
            home = Home.open(directory, observer);
            applets = new Applets(operations, services(home, crashLimit));
            applets.startInstalled();
            folder = DropFolder.open(home, applets, Duration.ofMillis(1));
            applets.onLive(folder::changed);
            applets.onRemoved(folder::forget);
            applets.finishRemovals();
        }

        /** Deals with what is in the drop folder. */
        Run look() throws Exception {
            folder.start();
            return this;
        }

        String standing(String id) {
            return applets.find(id)
                    .map(applet -> applet.state() + " " + applet.version())
                    .orElse("absent");
        }

        String reason(String id) {
            return applets.find(id).map(AppletStatus::reason).orElse("");
        }

        /** A setting's value as JSON would carry it. */
        Object setting(String id, String name) throws Exception {
            return applets.settings(id).stream()
                    .filter(setting -> setting.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }

        @Override
        public void close() throws Exception {
            folder.close();
            operations.close();
            applets.stopAll();
            home.close();
        }

        /** Ends as a killed process does: nothing more is written, no stop is noted. */
        void crash(Fault fault) throws Exception {
            fault.killAt(1);
            close();
        }
    }

    Run run(Path home) throws Exception {
        return run(home, (step, file) -> {});
    }

    Run run(Path home, Disk.Observer observer) throws Exception {
        return new Run(home, observer, 0);
    }

    /** A run that leaves an applet off after two crashes. */
    Run carefulRun(Path home, Disk.Observer observer) throws Exception {
        return new Run(home, observer, 2);
    }

    /** Waits for an act that is expected to be done. */
    static Operation.View done(Operation operation) throws InterruptedException {
        Operation.View view = Applets.await(operation);
        if (view.state() != Operation.State.DONE) {
            throw new AssertionError(view.kind() + ": " + view.message() + " " + view.problems());
        }
        return view;
    }

    private AppletServices services(Home home, int crashLimit) {
        HostTime clock = time;
        return new AppletServices(
                home,
                clock,
                workers,
                (info, loader) -> new Guest(info, loader, loops.next(), workers),
                new Routes(),
                servlets,
                new Ports(loops, clock),
                new LinkCheck(Engine.class.getClassLoader(), home.run().resolve("checked.json"), Runnable::run),
                PortOverrides.none(),
                Map.of(),
                1 << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                KEEP,
                crashLimit,
                owner -> NOBODY,
                new Unloads(home.work(), clock.clock(), List.of()),
                new Backups(home.backups(), "0.0.0", clock.clock()),
                KEEP);
    }

    @Override
    public void close() throws Exception {
        servlets.close();
        workers.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }
}
