package dev.hazir.host.applet;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployment on its way out: what still holds it, and until when. Everything may go on for as long as its kind is
 * given; what is left then is ended in its protocol's way. Safe for use by several threads; what it calls runs on workers.
 */
final class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(3);
    private static final Duration IN_A_HURRY = Duration.ofMillis(500);
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    /** What becomes of one kind: it is ended over the last part of its time. */
    private record Course(Holder holder, Duration patience, Duration spread) {

        /** Ended at the very end: it ends by itself if it can. */
        static Course untilTheEnd(Holder holder, Duration patience) {
            return new Course(holder, patience, Duration.ZERO);
        }

        /** Ended some at a time, early enough for all to have taken their leave at the end. */
        static Course spread(Holder holder, Duration patience) {
            return new Course(holder, patience, Patience.least(LONGEST_SPREAD, patience.dividedBy(4)));
        }
    }

    private final Deployment live;
    private final long number;
    private final HostTime time;
    private final AppletServices services;
    private final List<Course> courses;
    private final Instant since;
    private final long begun;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();

    /**
     * Not begun yet.
     *
     * @param number tells it apart from those before, whose numbers are smaller
     */
    Drain(Deployment live, long number, Patience patience, AppletServices services) {
        this.live = live;
        this.number = number;
        this.time = services.time();
        this.services = services;
        this.courses = courses(live, patience, services);
        this.since = time.clock().instant();
        this.begun = time.nanoTime();
    }

    private static List<Course> courses(Deployment live, Patience patience, AppletServices services) {
        Declarations declared = live.declarations();
        List<Course> all = new ArrayList<>();
        all.add(Course.untilTheEnd(services.exchanges().apply(live.owner()), patience.requests()));
        all.add(Course.untilTheEnd(declared.blockingWork(), patience.others()));
        all.add(Course.untilTheEnd(declared.recordedLoop().timers(), patience.timers()));
        declared.recordedLoop().paths().holders().forEach(one -> all.add(Course.spread(one, patience.others())));
        live.web().ifPresent(web -> all.add(Course.untilTheEnd(web.sessions(), patience.others())));
        live.ports().ifPresent(ports -> all.add(Course.spread(ports, patience.others())));
        return all;
    }

    /** Begins; the stage completes when nothing is held any more, or when what is left does not end. */
    CompletionStage<Void> begin() {
        List<Registration> timers = new ArrayList<>();
        for (Course course : courses) {
            timers.add(later(course.patience().minus(course.spread()), () -> end(course)));
        }
        timers.add(later(longest().plus(LAST_WAIT), this::giveUp));
        drain(Duration.ZERO);
        return empty.thenRun(() -> timers.forEach(Registration::close));
    }

    private void drain(Duration passed) {
        CompletableFuture.allOf(courses.stream()
                        .map(course -> course.holder().drain(course.patience().minus(passed)))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new))
                .thenRun(this::lookAgain);
    }

    /** What one holder let go on may have begun something that another holds. */
    private void lookAgain() {
        if (courses.stream().allMatch(course -> course.holder().holding().isEmpty())) {
            empty.complete(null);
        } else if (!empty.isDone()) {
            soon(BREATH, () -> drain(passed()));
        }
    }

    /**
     * Ends what is left now: nobody wants to wait for the deadline. On a worker or the operator thread.
     *
     * @return which version this is, and what it was told to end
     */
    String endNow() {
        String told = endAll();
        later(LAST_WAIT, this::giveUp);
        return told;
    }

    /** The same for a host that stops, also one whose clock stands still. */
    void hurry() {
        endAll();
        soon(LAST_WAIT, this::giveUp);
    }

    private String endAll() {
        List<Holding> left = view().holding();
        if (!left.isEmpty()) {
            log.info("{} is told to end what it holds now: {}", live, words(left));
        }
        courses.forEach(course -> course.holder().end(Patience.least(course.spread(), IN_A_HURRY)));
        return "version " + version() + (left.isEmpty() ? " held nothing any more" : " held " + words(left));
    }

    /** Which versions these are, for a sentence. */
    static String versions(List<Drain> drains) {
        return drains.stream()
                .map(drain -> "version " + drain.version())
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    String applet() {
        return live.info().id();
    }

    long number() {
        return number;
    }

    String version() {
        return live.info().version();
    }

    /** How it stands. Any thread. */
    Draining view() {
        Duration left = longest().minus(passed());
        return new Draining(
                version(),
                since,
                time.clock().instant().plus(left),
                Math.max(0, left.plusMillis(999).toSeconds()),
                courses.stream()
                        .flatMap(course -> course.holder().holding().stream())
                        .toList());
    }

    private void end(Course course) {
        List<Holding> left = course.holder().holding();
        if (!left.isEmpty()) {
            log.info("{}: the time is over for {}", live, words(left));
        }
        course.holder().end(course.spread().multipliedBy(2).dividedBy(3));
    }

    private void giveUp() {
        if (!empty.isDone()) {
            log.warn("{} is unloaded although it still holds {}", live, words(view().holding()));
            empty.complete(null);
        }
    }

    private static String words(List<Holding> holding) {
        return holding.isEmpty()
                ? "what cannot be listed"
                : holding.stream()
                        .map(held -> held.count() + " × " + held.kind())
                        .collect(Collectors.joining(", "));
    }

    private Duration passed() {
        return Duration.ofNanos(time.nanoTime() - begun);
    }

    private Duration longest() {
        return courses.stream().map(Course::patience).max(Duration::compareTo).orElseThrow();
    }

    /** Does not wait for a clock that stands still in a test. */
    private void soon(Duration delay, Runnable step) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, services.workers()::resume)
                .execute(step);
    }

    private Registration later(Duration delay, Runnable step) {
        return time.after(delay, services.workers()::resume, step);
    }
}
