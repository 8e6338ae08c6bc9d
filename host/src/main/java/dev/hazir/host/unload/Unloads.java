package dev.hazir.host.unload;

import dev.hazir.host.operation.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The verdicts on all deployments that have ended in this run of the host. May be asked on any thread; what waits says so.
 */
public final class Unloads implements AutoCloseable {

    private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(20);

    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final ClassSpace space = new ClassSpace();
    private final AtomicLong numbers = new AtomicLong();
    private final Prover prover;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();
    private volatile List<Unload> open = List.of();

    /**
     * Verdicts.
     *
     * @param dumps where heap dumps may be put for a while
     * @param mendings what to do in other parts of the host after a deployment has ended
     */
    public Unloads(Path dumps, Clock clock, List<Mending> mendings) {
        this.clock = clock;
        this.prover = new Prover(dumps, this::runs, mendings, ledger::note, now -> open = now);
    }

    /** Begins to prove. */
    public Unloads start() {
        prover.start();
        return this;
    }

    /** A deployment was loaded under a name such as {@code meter@1.4.0}. */
    public void begun(String name) {
        running.merge(name, 1, Integer::sum);
    }

    /** Everything of a deployment is closed: its loader should go now. Returns at once and holds it weakly. */
    public void ended(String applet, String version, ClassLoader loader) {
        running.computeIfPresent(applet + "@" + version, (name, count) -> count == 1 ? null : count - 1);
        long number = numbers.incrementAndGet();
        prover.add(new Remains(number, applet, version, clock.instant(), loader));
    }

    /** The last unloads of an applet, newest first. */
    public List<Unload> of(String applet) {
        return ledger.of(applet);
    }

    /** Such as {@code clean 12 of 12}, or empty. */
    public String summary(String applet) {
        return ledger.summary(applet);
    }

    /** What is still there of ended deployments though it should not, oldest first. */
    public List<Unload> held() {
        return open.stream().filter(one -> one.state() == Unload.State.HELD).toList();
    }

    /** How many unloads have ended clean. */
    public long clean() {
        return ledger.clean();
    }

    /** Looks again who holds old versions of an applet; completes when it was done. */
    public CompletableFuture<Void> look(String applet) {
        return prover.ask(() -> prover.look(applet));
    }

    /** Searches a heap dump for who holds old versions of an applet. The whole host pauses while the dump is written. */
    public CompletableFuture<Void> search(String applet) {
        return prover.ask(() -> prover.search(applet));
    }

    /**
     * Ends what old versions of an applet have left running: interrupts their threads, cancels their timers, shuts down
     * their executors, removes their shutdown hooks. Completes when it is known what that helped.
     */
    public CompletableFuture<Void> end(String applet) {
        return prover.ask(() -> prover.end(applet));
    }

    /**
     * Whether there is room for the classes of one more deployment. When there seems to be none, garbage is collected
     * first and this waits for it: not for event loops.
     */
    public Optional<Problem> noRoom() throws InterruptedException {
        if (space.nearlyFull().isEmpty()) {
            return Optional.empty();
        }
        try {
            collected(prover::collectNow);
            if (space.nearlyFull().isPresent()) {
                collected(prover::collectFully);
            }
        } catch (ExecutionException | TimeoutException e) {
            return space.nearlyFull().map(this::full);
        }
        return space.nearlyFull().map(this::full);
    }

    private void collected(Runnable collection) throws InterruptedException, ExecutionException, TimeoutException {
        prover.ask(collection).get(LONGEST_COLLECTION.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What an operator should know: old versions that are held, and memory for classes that gets short. */
    public List<Problem> problems() {
        Map<String, List<Unload>> byApplet =
                held().stream().collect(Collectors.groupingBy(Unload::applet, TreeMap::new, Collectors.toList()));
        List<Problem> problems = new ArrayList<>(byApplet.entrySet().stream()
                .map(each -> held(each.getKey(), each.getValue()))
                .toList());
        space.nearlyFull().map(this::full).ifPresent(problems::add);
        return problems;
    }

    @Override
    public void close() {
        prover.close();
    }

    private boolean runs(String name) {
        return running.containsKey(name);
    }

    private static Problem held(String applet, List<Unload> held) {
        Unload last = held.get(held.size() - 1);
        String versions = held.size() == 1
                ? "Version " + last.version() + " of " + applet + " has ended but its classes are held."
                : held.size() + " old deployments of " + applet + " have ended but their classes are held.";
        boolean removable = last.holders().stream().anyMatch(HeldBy::removable);
        return new Problem(
                "MEM-301",
                applet,
                versions,
                (held.size() == 1 ? "It is " : "The last, " + last.version() + ", is ") + last.verdict() + ".",
                (removable
                                ? "End it: hazir leaks " + applet + " --mend. "
                                : "See the way to it: hazir leaks " + applet + " --path. ")
                        + "Then correct the applet: what it starts it must end in stopping().",
                held.get(0).at());
    }

    private Problem full(String used) {
        Map<String, Long> counts =
                held().stream().collect(Collectors.groupingBy(Unload::applet, TreeMap::new, Collectors.counting()));
        String who = counts.entrySet().stream()
                .map(each -> each.getKey() + " holds " + each.getValue()
                        + (each.getValue() == 1 ? " old version" : " old versions"))
                .collect(Collectors.joining(", "));
        return new Problem(
                "MEM-302",
                null,
                "The memory for classes is nearly full: " + used + " are used.",
                who.isEmpty() ? "No old version is held: what is installed needs that much." : who + ".",
                who.isEmpty()
                        ? "Raise -XX:MaxMetaspaceSize, or remove an applet. Nothing more is loaded until then."
                        : "End them: "
                                + counts.keySet().stream()
                                        .map(applet -> "hazir leaks " + applet + " --mend")
                                        .collect(Collectors.joining(", "))
                                + "; or restart the host. Nothing more is loaded until then.");
    }
}
