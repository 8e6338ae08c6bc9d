package dev.hazir.host.admin.live;

import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.host.admin.live.LiveChannel.Key;
import dev.hazir.host.admin.live.LiveChannel.Surroundings;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers {@code GET /admin/live}: on event loops, without blocking. Safe for use by several threads. */
public final class LiveStreams implements ResourceHandler, AutoCloseable {

    private static final int LONGEST = 4_000;

    private final Visitors visitors;
    private final LiveSource source;
    private final Background background;
    private final Surroundings around;
    private final Map<Key, LiveChannel> channels = new LinkedHashMap<>();
    private final Seats seats = new Seats();
    private boolean closed;

    /**
     * Who may look.
     *
     * @param arriving whoever asks, if signed in
     * @param staying whether a sign-in goes on; asking does not prolong it
     * @param secrets texts that nobody can guess
     */
    public record Visitors(
            Function<Request, Optional<Viewer>> arriving, Predicate<String> staying, Supplier<String> secrets) {}

    /**
     * Somebody who looks.
     *
     * @param signIn names the sign-in
     * @param person whose it is
     */
    public record Viewer(String signIn, String person, Role role) {}

    /** Runs work on a worker. */
    @FunctionalInterface
    public interface Background {
        <T> CompletionStage<T> run(Callable<T> work);
    }

    public LiveStreams(Visitors visitors, LiveSource source, Background background, HostTime time) {
        this.visitors = visitors;
        this.source = source;
        this.background = background;
        Executor workers = task -> background.run(() -> {
            task.run();
            return true;
        });
        this.around = new Surroundings(source, time, workers, visitors.staying());
    }

    @Override
    public Object handle(Request request) {
        Optional<Viewer> arriving = visitors.arriving().apply(request);
        if (arriving.isEmpty()) {
            return refusal(401, "Sign in to see this.");
        }
        if (source.isReady()) {
            return answer(request, arriving.get());
        }
        // A page that was open when the host restarted asks before anybody has asked for a page.
        return background
                .run(() -> {
                    source.prepare();
                    return true;
                })
                .thenCompose(ready -> stage(answer(request, arriving.get())));
    }

    private static CompletionStage<?> stage(Object answer) {
        return answer instanceof CompletionStage<?> later ? later : CompletableFuture.completedFuture(answer);
    }

    private Object answer(Request request, Viewer visitor) {
        String page = request.query("page").orElse("");
        if (page.length() > LONGEST || !source.offers(page, visitor.role())) {
            return refusal(404, "There is no page " + page + " that is kept up to date.");
        }
        if (request.query("once").isPresent()) {
            return background.run(() -> once(new Key(page, visitor.role())));
        }
        int refused = enter(visitor.person());
        if (refused != 0) {
            return refusal(refused, "There are too many live pages. Ask again with &once.")
                    .withHeader("retry-after", "5");
        }
        request.onEnd(() -> seats.give(visitor.person()));
        return Reply.events(stream -> channel(new Key(page, visitor.role())).join(stream, visitor.signIn()))
                .withHeader("cache-control", "no-store");
    }

    /** Tells everybody that the host stops. */
    @Override
    public void close() {
        List<LiveChannel> watched;
        synchronized (this) {
            closed = true;
            watched = List.copyOf(channels.values());
        }
        watched.forEach(LiveChannel::end);
    }

    private Reply once(Key page) {
        LiveChannel.Whole whole = channel(page).now();
        return Reply.html(whole.partials())
                .withHeader("cache-control", "no-store")
                .withHeader("hx-trigger", "{\"structure\":\"" + whole.shape() + "\"}");
    }

    private synchronized LiveChannel channel(Key page) {
        if (channels.size() >= Seats.MOST && !channels.containsKey(page)) {
            channels.values().removeIf(channel -> !channel.watched());
        }
        return channels.computeIfAbsent(
                page, key -> new LiveChannel(key, visitors.secrets().get().substring(0, 8), around));
    }

    /** 0, or the status of a refusal. */
    private synchronized int enter(String person) {
        return closed ? 503 : seats.take(person);
    }

    private static Reply refusal(int status, String sentence) {
        return Reply.text(sentence).withStatus(status).withHeader("cache-control", "no-store");
    }
}
