package dev.hazir.host.admin.page.log;

import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.admin.live.LiveStreams.Viewer;
import dev.hazir.host.admin.live.Seats;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.LogEntryJson;
import dev.hazir.host.log.LogFollow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log as it is written, as server-sent events: on event loops, but for reading the file, which workers do four times a
 * second while the browser takes what it is sent. For a browser that does not, nothing is read and nothing is kept.
 */
public final class LogStream {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    private final AppletContext app;
    private final AdminSources sources;
    private final Function<Request, Optional<Viewer>> arriving;
    private final Predicate<String> goesOn;
    private final Seats seats = new Seats();

    /** What a browser gets. */
    record Lines(List<LogEntryJson> entries, long skipped) {
        static Lines of(LogFollow.Batch batch) {
            return new Lines(batch.entries().stream().map(LogEntryJson::of).toList(), batch.skipped());
        }
    }

    private LogStream(
            AppletContext app,
            AdminSources sources,
            Function<Request, Optional<Viewer>> arriving,
            Predicate<String> goesOn) {
        this.app = app;
        this.sources = sources;
        this.arriving = arriving;
        this.goesOn = goesOn;
    }

    /**
     * Declares it below the prefix of an applet.
     *
     * @param arriving who asks; empty for a stranger
     * @param goesOn whether a sign-in has not ended
     */
    public static void declare(
            AppletContext app,
            AdminSources sources,
            Function<Request, Optional<Viewer>> arriving,
            Predicate<String> goesOn) {
        LogStream stream = new LogStream(app, sources, arriving, goesOn);
        app.loop().handle("/logs/stream", stream::answer).methods("GET").instead();
    }

    private Object answer(Request request) {
        Optional<Viewer> visitor = arriving.apply(request);
        if (visitor.isEmpty()) {
            return Reply.status(401);
        }
        String person = visitor.get().person();
        LogFilter filter = LogFilter.of(name -> request.query(name).orElse(""));
        String from =
                request.header("last-event-id").orElse(request.query("from").orElse(""));
        if (request.query("once").isPresent()) {
            return app.blocking(() -> once(filter, from));
        }
        int refused = seats.take(person);
        if (refused != 0) {
            return Reply.status(refused).withHeader("retry-after", "5");
        }
        request.onEnd(() -> seats.give(person));
        return Reply.events(stream ->
                        new Follower(stream, filter, from, visitor.get().signIn()).begin())
                .withHeader("x-content-type-options", "nosniff");
    }

    /** What a page gets that finds no seat and asks now and then. */
    private Reply once(LogFilter filter, String from) throws IOException {
        try (LogFollow follow = LogFollow.open(sources.logFile(), filter.query(), from)) {
            LogFollow.Batch batch = follow.rest();
            return Reply.json(Lines.of(batch))
                    .withHeader("x-position", batch.position())
                    .withHeader("cache-control", "no-store");
        } catch (NoSuchFileException e) {
            return Reply.status(204); // it is there again when something is written
        }
    }

    /** One browser. Its fields are used by one worker after the other. */
    private final class Follower {

        private final EventStream stream;
        private final LogFilter filter;
        private final String from;
        private final String visitor;
        private @Nullable LogFollow follow;

        Follower(EventStream stream, LogFilter filter, String from, String visitor) {
            this.stream = stream;
            this.filter = filter;
            this.from = from;
            this.visitor = visitor;
        }

        void begin() {
            onWorker();
        }

        private void onWorker() {
            try {
                app.blocking(() -> {
                    step();
                    return Boolean.TRUE;
                });
            } catch (RejectedExecutionException | IllegalStateException e) {
                log.debug("nobody reads the log for a browser any more", e);
                stream.close();
            }
        }

        private void step() throws IOException {
            if (stream.ended()) {
                end();
                return;
            }
            if (!goesOn.test(visitor)) {
                stream.send(ServerEvent.of("over", ""));
                stream.close();
            } else if (stream.writable()) {
                try {
                    send(next());
                } catch (NoSuchFileException e) {
                    log.debug("the log is not there now", e);
                } catch (IOException e) {
                    stream.close();
                    end();
                    throw new UncheckedIOException(e);
                }
            }
            sources.time().after(PAUSE, task -> task.run(), this::onWorker);
        }

        private LogFollow.Batch next() throws IOException {
            LogFollow known = follow;
            if (known == null) {
                known = LogFollow.open(sources.logFile(), filter.query(), from);
                follow = known;
            }
            return known.next();
        }

        private void send(LogFollow.Batch batch) {
            if (!batch.entries().isEmpty() || batch.skipped() > 0) {
                stream.send(ServerEvent.of("lines", JsonMapper.shared().writeValueAsString(Lines.of(batch)))
                        .withId(batch.position()));
            }
        }

        private void end() throws IOException {
            if (follow != null) {
                follow.close();
                follow = null;
            }
        }
    }
}
