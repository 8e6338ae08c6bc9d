package dev.hazir.host.unload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves unloads, on a thread of its own: removes what was left behind, gives the JVM a moment to collect by itself, asks
 * it to collect, and after some collections looks for who holds what is still there.
 */
final class Prover implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Prover.class);
    private static final long MOMENT = Duration.ofMillis(150).toNanos();
    private static final long BUSY_LOOK = Duration.ofMillis(25).toNanos();
    private static final long IDLE_LOOK = Duration.ofSeconds(1).toNanos();
    private static final long REVISIT = Duration.ofMinutes(1).toNanos();
    private static final long PATIENCE_AT_THE_END = Duration.ofSeconds(3).toNanos();
    private static final int ENOUGH = 3;
    // What is young stays for one concurrent collection after the other until it has come of age, dead or not.
    private static final int OF_AGE = 16;
    private static final int MOST_REVISITED = 5;
    private static final int MOST_SEARCHED = 10;

    private final Queue<Remains> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(null, this, "hazir-unload", 0, false);
    private final Path dumps;
    private final Predicate<String> running;
    private final List<Mending> mendings;
    private final Consumer<Unload> tell;
    private final Consumer<List<Unload>> open;
    private final Collector collector = new Collector();

    // Of the thread alone.
    private final List<Remains> all = new ArrayList<>();
    private List<Grip> grips = List.of();
    private long revisitAt = System.nanoTime() + REVISIT;
    private long searchAt = System.nanoTime();

    private volatile boolean closed;

    /**
     * A prover.
     *
     * @param dumps where heap dumps may be put for a while
     * @param running whether a deployment of this name, such as {@code meter@1.4.0}, runs
     * @param tell takes each change of a verdict
     * @param open takes all unloads that are not clean, whenever they change
     */
    Prover(
            Path dumps,
            Predicate<String> running,
            List<Mending> mendings,
            Consumer<Unload> tell,
            Consumer<List<Unload>> open) {
        this.dumps = dumps;
        this.running = running;
        this.mendings = List.copyOf(mendings);
        this.tell = tell;
        this.open = open;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setContextClassLoader(Prover.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    void add(Remains remains) {
        arrived.add(remains);
        LockSupport.unpark(thread);
    }

    /** Does something on the prover's thread; completes when it is done. */
    CompletableFuture<Void> ask(Runnable act) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (closed) {
            done.completeExceptionally(new IllegalStateException("The host is stopping."));
            return done;
        }
        asked.add(() -> {
            try {
                act.run();
                done.complete(null);
            } catch (RuntimeException | LinkageError e) {
                done.completeExceptionally(e);
            }
        });
        LockSupport.unpark(thread);
        return done;
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                round();
            } catch (RuntimeException | LinkageError e) {
                log.error("a proof of an unload failed", e);
            }
            boolean proving = all.stream().anyMatch(Remains::proving);
            if (arrived.isEmpty() && asked.isEmpty() && !closed) {
                LockSupport.parkNanos(this, proving ? BUSY_LOOK : IDLE_LOOK);
            }
        }
    }

    /** Collects on behalf of somebody who needs the memory now. */
    void collectNow() {
        collector.collect();
        reap();
    }

    /** Collects all that is garbage, whatever its age; everything pauses for that. */
    void collectFully() {
        collector.collectFully();
        reap();
    }

    /** Ends, on an operator's word, what only the applet should have, and looks what is left. */
    void end(String applet) {
        List<Remains> wanted = of(applet);
        for (Remains one : wanted) {
            grips().forEach(grip -> with(one, estate -> {
                List<String> done = grip.end(estate);
                one.mended(done);
                done.forEach(what -> log.info("{}: {}", one.name(), what));
            }));
        }
        long until = System.nanoTime() + PATIENCE_AT_THE_END;
        while (!all.isEmpty()
                && of(applet).stream().anyMatch(this::stillHeld)
                && System.nanoTime() < until
                && !closed) {
            LockSupport.parkNanos(this, BUSY_LOOK);
        }
        for (int i = 0; i < ENOUGH && !of(applet).isEmpty(); i++) {
            of(applet).forEach(this::mend);
            collectNow();
        }
        of(applet).forEach(this::judge);
        publish();
    }

    /** Searches the heap for the ways to what is left of an applet. */
    void search(String applet) {
        List<Remains> wanted = of(applet);
        search(wanted.subList(Math.max(0, wanted.size() - MOST_SEARCHED), wanted.size()));
        publish();
    }

    /** Looks again who holds what is left of an applet. */
    void look(String applet) {
        of(applet).stream().filter(one -> !one.proving()).forEach(this::judge);
        publish();
    }

    private void round() {
        boolean changed = false;
        for (Remains one = arrived.poll(); one != null; one = arrived.poll()) {
            all.add(one);
            mend(one);
            tell.accept(one.view());
            changed = true;
        }
        changed |= reap();
        for (Runnable act = asked.poll(); act != null; act = asked.poll()) {
            act.run();
        }
        if (all.stream().anyMatch(one -> one.proving() && one.age() > MOMENT) && collector.due()) {
            changed |= prove();
        }
        if (System.nanoTime() - revisitAt > 0) {
            revisitAt = System.nanoTime() + REVISIT;
            changed |= revisit();
        }
        if (changed) {
            publish();
        }
    }

    /** One collection for all that are not proved yet. */
    private boolean prove() {
        List<Remains> waiting =
                all.stream().filter(one -> one.proving() && one.age() > MOMENT).toList();
        waiting.forEach(this::mend);
        boolean counts = collector.collect();
        boolean changed = reap();
        for (Remains one : waiting) {
            if (counts && !one.gone()) {
                one.outlived();
                if (one.survived() >= OF_AGE || one.survived() >= ENOUGH && telling(one)) {
                    judge(one);
                    warn(one);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** Whether there is something to say by now: who holds it, or that a look into the heap can tell. */
    private boolean telling(Remains one) {
        return searchable() || !holders(one).isEmpty();
    }

    private boolean searchable() {
        return HeapDump.quick() && System.nanoTime() - searchAt >= 0;
    }

    /**
     * A thread may have ended by itself: where a holder is gone, or none was ever found, a collection shows whether anything
     * holds it still.
     */
    private boolean revisit() {
        List<Remains> held = all.stream().filter(one -> !one.proving()).toList();
        boolean collectAgain = false;
        for (Remains one : held.subList(Math.max(0, held.size() - MOST_REVISITED), held.size())) {
            int before = one.holders().size();
            mend(one);
            List<HeldBy> now = holders(one);
            collectAgain |= now.size() < before || now.isEmpty();
            if (!now.isEmpty()) {
                one.held(now);
            }
        }
        if (collectAgain) {
            collector.collect();
            reap();
        }
        return collectAgain;
    }

    private boolean reap() {
        List<Remains> gone = all.stream().filter(Remains::gone).toList();
        for (Remains one : gone) {
            one.collected();
            Unload view = one.view();
            log.info("{} is let go: {}", one.name(), view.verdict());
            tell.accept(view);
        }
        all.removeAll(gone);
        return !gone.isEmpty();
    }

    private void mend(Remains one) {
        with(one, estate -> {
            List<String> done = new ArrayList<>();
            for (Mending mending : mendings) {
                int count = mending.act().forget(estate.loader());
                if (count > 0) {
                    done.add(count + " " + mending.what());
                }
            }
            grips().forEach(grip -> done.addAll(grip.mend(estate)));
            one.mended(done);
            done.forEach(what -> log.debug("{} left behind, removed: {}", one.name(), what));
        });
    }

    private void judge(Remains one) {
        List<HeldBy> holders = holders(one);
        one.held(holders);
        if (holders.isEmpty() && one.path().isEmpty() && searchable()) {
            search(List.of(one));
            searchAt = System.nanoTime() + REVISIT;
        }
        if (one.gone()) {
            reap();
            return;
        }
        tell.accept(one.view());
    }

    private static void warn(Remains one) {
        if (one.state() == Unload.State.HELD) {
            log.warn("{} is {}", one.name(), one.view().verdict());
        }
    }

    private void search(List<Remains> wanted) {
        for (Map.Entry<Remains, String> found : HeapDump.ways(wanted, dumps).entrySet()) {
            if (!found.getKey().gone()) {
                found.getKey().path(found.getValue());
                tell.accept(found.getKey().view());
            }
        }
    }

    private boolean stillHeld(Remains one) {
        return holders(one).stream().anyMatch(HeldBy::removable);
    }

    private List<HeldBy> holders(Remains one) {
        List<HeldBy> found = new ArrayList<>();
        with(one, estate -> grips().forEach(grip -> found.addAll(grip.holders(estate))));
        return found;
    }

    /** Does something with the estate while it is still there; the loader is held for that long. */
    private void with(Remains one, Consumer<Estate> act) {
        ClassLoader loader = one.get();
        if (loader != null) {
            act.accept(new Estate(loader, !running.test(one.name())));
        }
    }

    private List<Remains> of(String applet) {
        return all.stream().filter(one -> one.applet().equals(applet)).toList();
    }

    private void publish() {
        open.accept(all.stream().map(Remains::view).toList());
    }

    /** Made on first use: looking into the JDK costs time that a start does not have. */
    private List<Grip> grips() {
        if (grips.isEmpty()) {
            grips = List.of(
                    new StrayThreads(),
                    new ThreadLocals(),
                    new ThreadContexts(),
                    new ShutdownHooks(),
                    new ManagedBeans(),
                    new SqlDrivers(),
                    new JavaLogging(),
                    new JvmDefaults(),
                    new DelayedTasks(),
                    new SharedCaches());
            if (!JdkField.closed().isEmpty()) {
                log.info(
                        "Unloads are proved without a look into {}: start Java with --add-opens …=ALL-UNNAMED for these",
                        JdkField.closed());
            }
        }
        return grips;
    }
}
