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
     * Binds this applet's settings to a record. The record needs a public no-argument constructor that gives the
     * defaults; components may carry Jakarta Validation constraints, {@link Label}, {@link Help} and {@link Advanced}.
     * Values come from the environment ({@code HAZIR_<APPLET>_<NAME>}), then from what the operator saved, then from
     * the defaults.
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
