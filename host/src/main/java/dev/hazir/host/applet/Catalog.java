package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which applets there are and how each stands. Changed by the operator thread, read by any: readers see one immutable
 * picture.
 */
final class Catalog {

    private record Picture(Map<String, Installed> installed, Map<String, Refused> refused, List<Deployment> builtIns) {}

    private final Clock clock;
    private final Histories histories;
    private final KnownSettings knownSettings;
    private long changes;
    private volatile Picture picture = new Picture(Map.of(), Map.of(), List.of());

    Catalog(Clock clock, Histories histories, KnownSettings knownSettings) {
        this.clock = clock;
        this.histories = histories;
        this.knownSettings = knownSettings;
    }

    @Nullable
    Installed find(String id) {
        return picture.installed.get(id);
    }

    Installed require(String id) throws RefusedException {
        Installed found = find(id);
        if (found == null) {
            throw new RefusedException(Refusals.notInstalled(id));
        }
        return found;
    }

    Histories histories() {
        return histories;
    }

    KnownSettings knownSettings() {
        return knownSettings;
    }

    /** What is installed, by id. */
    Collection<Installed> installed() {
        return picture.installed.values();
    }

    /** What runs, oldest first. */
    List<Deployment> deployments() {
        Picture now = picture;
        List<Deployment> running = new ArrayList<>(now.builtIns);
        now.installed.values().stream()
                .sorted(Comparator.comparingLong(Installed::order))
                .forEach(installed -> {
                    if (installed.deployment() != null) {
                        running.add(installed.deployment());
                    }
                });
        return running;
    }

    void live(StoredApplet stored, Deployment deployment) {
        Installed before = find(stored.id());
        histories.began(
                stored.id(),
                stored.version(),
                before != null && before.runs(stored.version()) ? "restarted" : "replaced by " + stored.version());
        knownSettings.keep(stored.id(), stored.version(), deployment.settings());
        put(stored, deployment, List.of());
        forgetRefusal(stored.id());
    }

    void disabled(StoredApplet stored, String reason) {
        histories.ended(stored.id(), "stopped: " + reason);
        forgetRefusal(stored.id());
        put(stored, null, List.of(new Problem("APP-125", stored.id(), reason, "", "")));
    }

    /** Something else of it is on disk; how it stands has not changed. */
    synchronized void standing(StoredApplet stored) {
        Installed now = Objects.requireNonNull(find(stored.id()));
        Map<String, Installed> next = new TreeMap<>(picture.installed);
        next.put(stored.id(), new Installed(stored, now.deployment(), now.reasons(), now.since(), now.order()));
        picture = new Picture(next, picture.refused, picture.builtIns);
    }

    void failed(StoredApplet stored, List<Problem> reasons) {
        histories.failed(stored.id(), stored.version(), sentence(reasons));
        put(stored, null, reasons);
    }

    /** What is installed was to run, or to run anew, and does not: what ran before runs on, what was stopped stays so. */
    void notStarted(Installed installed, List<Problem> reasons) {
        if (installed.deployment() == null && installed.stored().enabled()) {
            Instant now = clock.instant();
            failed(
                    installed.stored(),
                    reasons.stream().map(reason -> reason.since(now)).toList());
        } else {
            refused(installed.stored().id(), installed.stored().version(), reasons);
        }
    }

    private static String sentence(List<Problem> reasons) {
        return String.join(" ", reasons.stream().map(Problem::what).toList());
    }

    synchronized void remove(String id) {
        histories.removed(id);
        Map<String, Installed> next = new TreeMap<>(picture.installed);
        next.remove(id);
        picture = new Picture(next, picture.refused, picture.builtIns);
        forgetRefusal(id);
    }

    synchronized void refused(String key, String version, List<Problem> reasons) {
        if (find(key) != null && !version.isEmpty()) {
            histories.failed(key, version, sentence(reasons));
        }
        Map<String, Refused> next = new TreeMap<>(picture.refused);
        next.put(key, new Refused(key, version, reasons, clock.instant()));
        picture = new Picture(picture.installed, next, picture.builtIns);
    }

    /** Returns whether there was a refusal under this key. */
    synchronized boolean forgetRefusal(String key) {
        Map<String, Refused> next = new TreeMap<>(picture.refused);
        boolean there = next.remove(key) != null;
        picture = new Picture(picture.installed, next, picture.builtIns);
        return there;
    }

    synchronized void builtIn(Deployment deployment) {
        List<Deployment> next = new ArrayList<>(picture.builtIns);
        next.add(deployment);
        picture = new Picture(picture.installed, picture.refused, List.copyOf(next));
    }

    /** What this applet needs and does not find running. */
    List<Problem> requirementProblems(Descriptor descriptor) {
        List<Problem> problems = new ArrayList<>();
        for (Requirement requirement : descriptor.requires()) {
            Installed other = find(requirement.applet());
            if (other == null || other.deployment() == null) {
                if (!requirement.optional()) {
                    problems.add(Refusals.requirementMissing(
                            descriptor.info().id(),
                            requirement,
                            other == null ? "It is not installed." : "It is installed but does not run."));
                }
            } else if (!requirement.satisfiedBy(Version.parse(other.stored().version()))) {
                problems.add(Refusals.requirementMissing(
                        descriptor.info().id(),
                        requirement,
                        "Version " + other.stored().version() + " is installed."));
            }
        }
        return problems;
    }

    /** Which running applets this version would no longer be good enough for. */
    List<Problem> dependentProblems(Descriptor descriptor) {
        String id = descriptor.info().id();
        List<Problem> problems = new ArrayList<>();
        for (Deployment other : deployments()) {
            for (Requirement requirement : other.requires()) {
                if (requirement.applet().equals(id) && !requirement.satisfiedBy(descriptor.version())) {
                    problems.add(Refusals.wouldBreak(
                            id, descriptor.info().version(), other.info().id(), requirement));
                }
            }
        }
        return problems;
    }

    void requireNotNeeded(String id, String act) throws RefusedException {
        List<String> dependents = deployments().stream()
                .filter(other -> other.requires().stream()
                        .anyMatch(requirement -> requirement.applet().equals(id) && !requirement.optional()))
                .map(other -> other.info().id())
                .toList();
        if (!dependents.isEmpty()) {
            throw new RefusedException(Refusals.neededBy(id, act, dependents));
        }
    }

    List<Problem> problems() {
        Picture now = picture;
        return Stream.concat(
                        now.installed.values().stream()
                                .filter(installed -> installed.stored().enabled())
                                .flatMap(installed -> installed.reasons().stream()),
                        now.refused.values().stream()
                                .flatMap(refused ->
                                        refused.reasons().stream().map(reason -> reason.since(refused.since()))))
                .toList();
    }

    List<AppletStatus> list() {
        Picture now = picture;
        Map<String, AppletStatus> statuses = new TreeMap<>();
        Map<String, Refused> refused = new HashMap<>(now.refused);
        for (Installed installed : now.installed.values()) {
            String id = installed.stored().id();
            statuses.put(id, Statuses.of(installed, refused.remove(id)));
        }
        for (Refused one : refused.values()) {
            statuses.put(one.key(), Statuses.of(one));
        }
        return List.copyOf(statuses.values());
    }

    private synchronized void put(StoredApplet stored, @Nullable Deployment deployment, List<Problem> reasons) {
        Map<String, Installed> next = new TreeMap<>(picture.installed);
        next.put(stored.id(), new Installed(stored, deployment, reasons, clock.instant(), ++changes));
        picture = new Picture(next, picture.refused, picture.builtIns);
    }
}
