package dev.hazir.host.applet;

import dev.hazir.host.config.Offence;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.metrics.Taps;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Operations;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.topic.TopicView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All applets of the host, and what operators do with them. Every act is an operation that runs on the operator thread;
 * all doors (folder, REST, command line) call these. Lists may be asked for on any thread.
 */
public final class Applets {

    /** What a jar may do. */
    public enum Intent {
        INSTALL,
        UPGRADE,
        /** Installs what is new and upgrades what is there. */
        EITHER
    }

    /** What becomes of an applet's data when it is removed. */
    public enum DataFate {
        KEEP,
        ERASE,
        /** Kept in a backup, then erased. */
        EXPORT
    }

    /** Stops applets in the name of the host. */
    static final String LOOP_WATCH = "loop watch";

    /** A run that lives that long has not crashed. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Operations operations;
    private final AppletServices services;
    private final VersionStore store;
    private final KeptJars keptJars;
    private final StartRecord starts;
    private final Deployer deployer;
    private final Histories histories;
    private final Catalog catalog;
    private final Shelf shelf;
    private final Promotion promotion;
    private final Saving saving;
    private final Arrival arrival;
    private final Rerun rerun;
    private final AppletSettings settings;
    private final Departure departure;
    private final Restoring restoring;
    private final Offenders offenders;
    private final Taps topicTaps;

    public Applets(Operations operations, AppletServices services) {
        this.operations = operations;
        this.services = services;
        this.store = new VersionStore(services.home(), services.versionsKept());
        this.keptJars = new KeptJars(store);
        this.starts = new StartRecord(services.home());
        this.deployer = new Deployer(services, store);
        this.histories = new Histories(store.place(), services.time().clock());
        this.catalog = new Catalog(services.time().clock(), histories, new KnownSettings(store.place()));
        this.shelf = new Shelf(store, catalog, histories);
        this.topicTaps = new Taps("topic", services.time(), services.workers());
        this.offenders = new Offenders(catalog, services.time());
        this.promotion = new Promotion(store, deployer, catalog);
        Removal removal = new Removal(store);
        this.saving = new Saving(store, catalog, services.backups(), services.backupsKept());
        this.arrival = new Arrival(store, catalog, promotion, removal, saving, services.workers());
        this.rerun = new Rerun(store, catalog, promotion);
        this.settings = new AppletSettings(services, store, catalog, deployer, promotion);
        this.departure = new Departure(store, deployer, catalog, removal, saving);
        this.restoring = new Restoring(store, catalog, promotion, departure, removal, saving);
        services.routes().explainAbsence(new Absence(catalog)::of);
    }

    /** Waits for the end of an operation. Not to be called on an event loop or the operator thread. */
    public static Operation.View await(Operation operation) throws InterruptedException {
        try {
            return operation.ended().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation never fails to end", e);
        }
    }

    /** All applets, by id, with those that were refused. */
    public List<AppletStatus> list() {
        return catalog.list().stream().map(this::withDraining).toList();
    }

    public Optional<AppletStatus> find(String id) {
        return list().stream().filter(applet -> applet.id().equals(id)).findFirst();
    }

    /** The topics of the applets that run. */
    public List<TopicView> topics() {
        return catalog.deployments().stream()
                .flatMap(live -> live.declarations().topics().list().stream())
                .toList();
    }

    /** Copies the messages of a topic for a while, as the version that runs publishes them. Returns whether it is there. */
    public boolean tapTopic(String applet, String name, String by) {
        return catalog.deployments().stream()
                .filter(live -> live.info().id().equals(applet))
                .anyMatch(live -> live.declarations().topics().tap(name, topic -> topicTaps.begin(applet, topic, by)));
    }

    /** The taps of topics. */
    public Taps topicTaps() {
        return topicTaps;
    }

    /** What is kept of applets on disk. */
    public Shelf shelf() {
        return shelf;
    }

    /** The deployments of an applet, which may be removed already, that still finish what they have begun; oldest first. */
    public List<Draining> draining(String id) {
        return deployer.draining(id).stream().map(Drain::view).toList();
    }

    /** Ends what the draining deployments of an applet still hold, without waiting for their deadline. */
    public Operation endDrain(String id, String by) {
        return operations.submit("drain", id, by, operation -> {
            String told = deployer.draining(id).stream().map(Drain::endNow).collect(Collectors.joining("; "));
            operation.end(
                    Operation.State.DONE,
                    told.isEmpty()
                            ? "Nothing of " + id + " is draining."
                            : "Old versions of " + id + " end now: " + told + ".",
                    List.of());
        });
    }

    /** The class loader of what runs of an applet, for tests that prove it is let go. */
    public Optional<ClassLoader> loader(String id) {
        Installed installed = catalog.find(id);
        return installed == null || installed.deployment() == null
                ? Optional.empty()
                : installed.deployment().loader().map(ClassLoader.class::cast);
    }

    /** Everything that is wrong with applets now and that an operator can fix. On a thread that may block. */
    public List<Problem> problems() {
        Map<List<@Nullable String>, Problem> told = new LinkedHashMap<>();
        Stream.of(catalog.problems(), keptJars.problems(catalog.installed()), offenders.problems())
                .flatMap(List::stream)
                .forEach(problem ->
                        told.putIfAbsent(Arrays.asList(problem.code(), problem.applet(), problem.what()), problem));
        return List.copyOf(told.values());
    }

    /** What was left off because the host had crashed. */
    public List<Problem> leftOff() {
        return catalog.installed().stream()
                .map(Installed::stored)
                .filter(stored -> stored.leftOff() > 0)
                .map(Refusals::leftOff)
                .toList();
    }

    /** Installs or upgrades from a jar, which is copied first and may be deleted when the operation has ended. */
    public Operation deploy(Path jar, Intent intent, String by) {
        String name = jar.getFileName().toString();
        String kind = intent == Intent.UPGRADE ? "upgrade" : "install";
        return operations.submit(kind, name, by, operation -> arrival.deploy(jar, intent, operation));
    }

    /** Installs or upgrades from a jar that comes with the host, unless that version is installed, however it stands. */
    public Operation offer(Path jar, String by) {
        return operations.submit("install", jar.getFileName().toString(), by, operation -> {
            Descriptor.Reading reading = AppletJar.glance(jar);
            Installed installed = catalog.find(reading.id());
            if (installed == null || installed.stored().kept(reading.version()).isEmpty()) {
                arrival.deploy(jar, Intent.EITHER, operation);
            }
        });
    }

    /** How many bytes may still be written where versions are kept. */
    long room() {
        return store.room();
    }

    /** Rehearses a jar. To be called on a worker. */
    public Plan plan(Path jar) throws RefusedException, IOException {
        AppletJar checked = AppletJar.readArriving(jar);
        Installed before = catalog.find(checked.descriptor().info().id());
        List<Problem> problems = new ArrayList<>(catalog.requirementProblems(checked.descriptor()));
        problems.addAll(catalog.dependentProblems(checked.descriptor()));
        StoredApplet stored =
                before == null ? store.removed(checked.descriptor().info().id()).orElse(null) : before.stored();
        SavedSettings saved =
                SavedSettings.carried(Promotion.version(checked, stored).settings());
        return deployer.plan(
                checked, Belongings.of(stored, saved), before == null ? null : before.deployment(), problems);
    }

    /** Goes back to a version kept on disk; an empty one is the version that ran before. */
    public Operation rollback(String id, Optional<String> version, String by) {
        return operations.submit("rollback", id, by, operation -> rerun.rollback(id, version, operation));
    }

    /** Takes a kept version off the disk, unless it is the one that runs. */
    public Operation deleteVersion(String id, String version, String by) {
        return operations.submit("delete", id, by, operation -> departure.deleteVersion(id, version, operation));
    }

    public Operation remove(String id, DataFate data, String by) {
        return operations.submit("remove", id, by, operation -> departure.remove(id, data, operation));
    }

    /**
     * Makes a backup, whose name is the result of the operation.
     *
     * @param applets of these, or of the whole host when there are none
     */
    public Operation backUp(Set<String> applets, String by) {
        return operations.submit(
                "backup", String.join(" ", applets), by, operation -> saving.backUp(applets, by, operation));
    }

    /**
     * Brings applets back to what a backup holds.
     *
     * @param applets these, or all that it holds when there are none
     */
    public Operation restore(Path backup, Set<String> applets, String by) {
        return operations.submit(
                "restore", String.join(" ", applets), by, operation -> restoring.restore(backup, applets, operation));
    }

    public Operation enable(String id, String by) {
        return operations.submit("enable", id, by, operation -> rerun.enable(id, operation));
    }

    public Operation disable(String id, String by) {
        return disable(id, "Disabled by an operator.", by);
    }

    /** A call has kept an event loop waiting. Does not block. */
    public void blocked(BlockReport report, Offence policy) {
        offenders.blocked(report, policy, (id, reason) -> disable(id, reason, LOOP_WATCH));
    }

    /** Lets what a report is about run on worker threads, because an operator wants that. */
    public Operation moveToWorkers(BlockReport report, String by) {
        return operations.submit(
                "move",
                report.applet(),
                by,
                operation -> operation.end(Operation.State.DONE, offenders.move(report), List.of()));
    }

    private Operation disable(String id, String reason, String by) {
        return operations.submit("disable", id, by, operation -> departure.disable(id, stop(by), reason, operation));
    }

    private StoredApplet.Stop stop(String by) {
        return new StoredApplet.Stop(by, services.time().clock().instant());
    }

    /** Replaces the running deployment by a fresh one of the same version, without a gap. */
    public Operation restart(String id, String by) {
        return operations.submit("restart", id, by, operation -> rerun.restart(id, operation));
    }

    /**
     * The settings of an applet with where each value comes from, as its version told when it was live last.
     *
     * @throws RefusedException when it is not installed, or was never live
     */
    public List<Setting> settings(String id) throws RefusedException {
        return settings.list(id);
    }

    /**
     * What would come of saving settings; nothing changes. To be called on a worker.
     *
     * @param values as for {@link #saveSettings}
     */
    public Outlook checkSettings(String id, Map<String, @Nullable Object> values) throws Exception {
        return settings.check(id, values);
    }

    /**
     * Saves settings, which the applet takes while it runs or is restarted with, unless it is stopped and stays so; values that
     * do not fit are refused and nothing changes. The result of the operation is the word of an {@link
     * dev.hazir.host.settings.Effect}.
     *
     * @param values by setting, JSON values; null goes back to the default
     */
    public Operation saveSettings(String id, Map<String, @Nullable Object> values, String by) {
        return operations.submit("settings", id, by, operation -> settings.save(id, values, operation));
    }

    /**
     * Starts what is installed, each after what it needs. An applet that does not start is listed with its reason. After
     * crashes in a row the one that was changed last is left off.
     */
    public void startInstalled() throws IOException, InterruptedException {
        VersionStore.Content content = store.open();
        content.unreadable().forEach((id, problem) -> catalog.refused(id, "", List.of(problem)));
        int crashes = starts.begin();
        services.time().after(STEADY, services.workers(), starts::settled);
        boolean caution = services.crashLimit() > 0 && crashes >= services.crashLimit();
        List<StoredApplet> installed = caution ? store.leaveOff(content.installed(), crashes) : content.installed();
        List<Operation> begun = new ArrayList<>();
        for (StoredApplet stored : StartOrder.of(installed, store)) {
            begun.add(
                    operations.submit("start", stored.id(), "start", operation -> promotion.start(stored, operation)));
        }
        for (Operation start : begun) {
            await(start);
        }
    }

    /** Ends the removals that an earlier run began. To be called once, when all who listen for removals do. */
    public void finishRemovals() {
        departure.finishRemovals();
    }

    /** The host is about to stop: those who wait for something to happen are told that it will not happen here. */
    public void goingAway() {
        starts.settled();
        for (Deployment live : catalog.deployments()) {
            live.declarations().recordedLoop().paths().leave();
            live.declarations().topics().releaseWaiting();
        }
    }

    /** Ends all deployments, newest first, waiting for each at most for the drain deadline. */
    public void stopAll() throws InterruptedException {
        starts.settled();
        deployer.endAll(catalog.deployments());
        histories.stopped(catalog.installed().stream()
                .map(installed -> installed.stored().id())
                .toList());
    }

    /** Runs on the operator thread whenever an act has made a deployment live. */
    public void onLive(Consumer<Operation.View> listener) {
        promotion.onLive(listener);
    }

    /** Runs on the operator thread whenever an applet was removed, or one that was refused is no longer listed. */
    public void onRemoved(Consumer<String> listener) {
        departure.onRemoved(listener);
    }

    /** Runs on a worker when nothing of a removed applet is left. */
    public void onUnloaded(Consumer<String> listener) {
        departure.onUnloaded(listener);
    }

    /** A refused file is gone. */
    void forgetRefusal(String key) {
        catalog.forgetRefusal(key);
    }

    /** A part of the host that is built like an applet: it is deployed from an instance and has its own prefixes. */
    public void deployBuiltIn(BuiltIn builtIn) throws RefusedException, IOException {
        catalog.builtIn(deployer.deployBuiltIn(builtIn));
    }

    private AppletStatus withDraining(AppletStatus status) {
        List<Drain> draining = deployer.draining(status.id()).stream()
                .filter(drain -> !drain.view().holding().isEmpty())
                .toList();
        return draining.isEmpty() ? status : status.noting("Still draining: " + Drain.versions(draining) + ".");
    }
}
