package dev.hazir.applet;

import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.topic.Topic;
import dev.hazir.applet.web.Web;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * What the host offers to one deployment of an applet. All methods may be called from any thread.
 *
 * <p>After the deployment has ended every method that would register or run something throws {@link
 * IllegalStateException} with a sentence that says so.
 */
public interface AppletContext {

    /** Who this applet is: its descriptor and its place in the URL space. */
    AppletInfo info();

    /**
     * This applet's settings as they are in effect, bound to a record. The record needs a public no-argument constructor
     * that gives the defaults; components may carry Jakarta Validation constraints, {@link Label}, {@link Help}, {@link
     * Advanced} and {@link NeedsRestart}. Values come from the environment ({@code HAZIR_<APPLET>_<NAME>}), then from what
     * the operator saved, then from the defaults.
     *
     * <p>A record never changes. It holds for the whole life of the deployment, because saving other values restarts the
     * applet, unless it takes changes while it runs ({@link #onSettings}): then asking again gives the record that is in
     * effect now. That neither blocks nor binds anything anew.
     *
     * <p>Supported component types: the primitives and their boxes, {@link String}, enums, {@link java.time.Duration},
     * {@link DataSize}, {@link HostPort}, {@link java.net.URI}, {@link java.time.ZoneId}, {@link java.time.LocalTime},
     * {@link java.nio.file.Path}, {@link AppletRef}, {@link TopicRef}, {@link Secret}, {@link java.util.Optional}, {@link java.util.List} and {@link java.util.Set} of these, nested records and
     * lists of records.
     *
     * @throws IllegalArgumentException when values do not fit; the message names every one of them
     */
    <S extends Record> S settings(Class<S> type);

    /**
     * Takes changes of this applet's settings while it runs, so that saving them restarts nothing. May be called in {@link
     * Applet#setup} only. Without a handler, and when a component marked {@link NeedsRestart} has another value, saving
     * restarts the applet, without a gap, as an upgrade to itself.
     *
     * <p>When an operator saves settings, whichever way, the host makes the record that they give; one that does not fit is
     * refused, as ever. If it {@linkplain Object#equals differs} from the one in effect, the handlers are called with both,
     * on one worker thread, in the order of their declaration; they may block. Requests, connections and timers go on
     * meanwhile. Changes come one at a time, and none while an upgrade or another act of an operator is under way. {@link
     * #settings} gives the old record until all handlers have returned and the values are on disk, and the new one before
     * the operator is told that they are saved.
     *
     * <p>When a handler throws, nothing is saved, and those that were called before it are called with the two exchanged,
     * the last one first; the same happens when the disk cannot be written. When the handlers have not returned within the
     * limit of setup together (10 s unless configured), the thread is interrupted and the applet restarted with the new
     * settings, because nobody knows then which of them are in effect. When the host ends in the middle of it, its next
     * start finds all the old values or all the new ones.
     *
     * <p>A handler is called from the moment the deployment is live until it is replaced or ends; a deployment that only
     * finishes what it has begun is told of no change.
     *
     * @param type the record of {@link #settings}; it is bound if it was not before
     * @return withdraws the handler
     * @throws IllegalArgumentException when values do not fit, or the settings were bound to another record
     */
    <S extends Record> Registration onSettings(Class<S> type, SettingsHandler<S> handler);

    /**
     * The topic of this name in this applet; created on first use. The name is a path of {@code [a-z0-9-]} segments
     * separated by slashes.
     *
     * @throws IllegalArgumentException when the name is malformed, or the topic exists with another type
     */
    <T> Topic<T> topic(String name, Class<T> type);

    /** Declares blocking handlers, which run on worker threads. */
    Web web();

    /** Declares asynchronous handlers, which run on event loops and must not block. */
    Loop loop();

    /**
     * Runs blocking work on a worker thread. The stage completes on that worker; asynchronous handlers may simply
     * return it. It completes exceptionally with {@link java.util.concurrent.RejectedExecutionException} when the
     * workers are saturated, and is cancelled when the deployment ends first.
     */
    <T> CompletionStage<T> blocking(Callable<T> work);

    /**
     * Runs a task on this applet's own event loop: tasks given here run one after the other, in order. The task must
     * not block.
     */
    void onLoop(Runnable task);

    /** A directory of this applet alone. It outlives upgrades, disabling and restarts; it exists when this returns. */
    Path files();

    /**
     * Hands a resource to the host, which closes it on a worker thread when the deployment ends: newest first, after
     * {@link Applet#stopping}.
     *
     * @return the same resource
     */
    <C extends AutoCloseable> C closeOnStop(C resource);

    /** The host's clock; tests advance it by hand. */
    Clock clock();

    /** The lifetime of this deployment: what is subscribed in it ends with it. */
    Scope scope();

    /**
     * Sets how many bytes the body of one request to this applet may have, on either side. The default is the host's
     * ({@code limits.body}, 64 MiB); a larger request is answered with 413. May be called in {@link Applet#setup} only.
     */
    void maxRequestBody(long bytes);
}
