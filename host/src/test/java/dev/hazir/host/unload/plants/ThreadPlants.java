package dev.hazir.host.unload.plants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Threads that applets forget, and what they leave in threads of others. */
final class ThreadPlants {

    private static final ThreadLocal<Thing> LOCAL = new ThreadLocal<>();
    private static final ThreadLocal<List<Thing>> LIST = new ThreadLocal<>();
    private static final InheritableThreadLocal<Thing> INHERITED = new InheritableThreadLocal<>();

    private ThreadPlants() {}

    static void addTo(Map<String, Plant> all) {
        all.put("nothing", app -> {});
        all.put("thread", app -> start(new Thread(ThreadPlants::waitLong, "stray")));
        all.put("subclass", app -> start(new Waiting()));
        all.put("virtual", app -> virtual());
        all.put("pool", app -> Executors.newFixedThreadPool(1).execute(() -> new Thing().getName()));
        all.put(
                "scheduler",
                app -> Executors.newScheduledThreadPool(1)
                        .scheduleAtFixedRate(() -> new Thing().getName(), 0, 1, TimeUnit.HOURS));
        all.put("fork-join", app -> new ForkJoinPool(1).submit(ThreadPlants::waitLong));
        all.put("common-pool", app -> ForkJoinPool.commonPool().execute(ThreadPlants::waitLong));
        all.put("timer", app -> new Timer("stray-timer", true).schedule(task(), 3_600_000));
        all.put(
                "hook",
                app -> Runtime.getRuntime().addShutdownHook(new Thread(() -> new Thing().getName(), "stray-hook")));
        all.put("selector", app -> start(new Thread(ThreadPlants::select, "stray-selector")));
        all.put("acceptor", app -> start(new Thread(ThreadPlants::accept, "stray-acceptor")));
        all.put("waits-for-future", app -> start(new Thread(new CompletableFuture<Thing>()::join, "stray-future")));
        all.put("cleaner", app -> Cleaner.create().register(LOCAL, () -> new Thing().getName()));
        all.put("http-client", app -> Client.SHARED.version());
        all.put(
                "context-loader",
                app -> PlantingApplet.onCommonPool(
                        () -> Thread.currentThread().setContextClassLoader(Thing.class.getClassLoader())));
        all.put("local", app -> LOCAL.set(new Thing()));
        all.put("local-list", app -> LIST.set(new ArrayList<>(List.of(new Thing()))));
        all.put("local-loop", app -> LOCAL.set(new Thing()));
        all.put("local-common-pool", app -> PlantingApplet.onCommonPool(() -> LOCAL.set(new Thing())));
        all.put("local-inherited", app -> INHERITED.set(new Thing()));
        all.put(
                "time-out",
                app -> new CompletableFuture<Thing>()
                        .orTimeout(1, TimeUnit.DAYS)
                        .thenAccept(Thing::getName));
        all.put("loop-timer", app -> app.loop().after(java.time.Duration.ofDays(1), () -> new Thing().getName()));
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    /** The classes are compiled for a Java that may have no virtual threads. */
    private static void virtual() throws ReflectiveOperationException {
        Runnable task = ThreadPlants::waitLong;
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    private static TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {
                new Thing().getName();
            }
        };
    }

    private static void waitLong() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void select() {
        try (Selector selector = Selector.open()) {
            selector.select();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made on first use: it starts a thread. */
    private static final class Client {
        static final HttpClient SHARED = HttpClient.newHttpClient();
    }

    /** A thread class of the applet. */
    private static final class Waiting extends Thread {
        Waiting() {
            super("stray-subclass");
        }

        @Override
        public void run() {
            waitLong();
        }
    }
}
