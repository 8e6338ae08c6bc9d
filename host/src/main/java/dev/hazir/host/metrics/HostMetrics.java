package dev.hazir.host.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of the host. Tags are strings alone, so that no meter keeps an applet's classes; an applet's meters go when
 * it is removed. Safe for use by several threads.
 */
public final class HostMetrics implements AutoCloseable {

    /** The type of what {@link #scrape} gives. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The two sides of one applet. */
    private record Sides(Traffic web, Traffic loop) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Sides> traffic = new ConcurrentHashMap<>();
    private @Nullable JvmGcMetrics collections;

    /**
     * Adds what the JVM says of itself, once. Not part of the constructor because it loads a good part of the JDK's
     * management, for which a start need not wait; the first scrape does it at the latest.
     */
    public synchronized void watchJvm() {
        if (collections != null) {
            return;
        }
        collections = new JvmGcMetrics();
        List<MeterBinder> jvm = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics(),
                collections);
        jvm.forEach(binder -> binder.bindTo(registry));
    }

    /** The requests that an applet answers on worker threads. One look-up in a hash table. */
    public Traffic web(String applet) {
        return sides(applet).web();
    }

    /** The requests that an applet answers on event loops. One look-up in a hash table. */
    public Traffic loop(String applet) {
        return sides(applet).loop();
    }

    /** Removes the meters of an applet that is no longer installed. */
    public void forget(String applet) {
        Sides sides = traffic.remove(applet);
        if (sides != null) {
            sides.web().remove();
            sides.loop().remove();
        }
    }

    /** How late tasks start on an event loop, in seconds. */
    public void loopLag(String loop, DoubleSupplier seconds) {
        Gauge.builder("hazir.loop.lag", seconds::getAsDouble)
                .description("How late a task starts on an event loop")
                .baseUnit("seconds")
                .tag("loop", loop)
                .strongReference(true)
                .register(registry);
    }

    /** The use of the worker threads. */
    public void workers(DoubleSupplier busy, DoubleSupplier queued, DoubleSupplier limit) {
        gauge("hazir.workers.busy", "Blocking calls that run now", busy);
        gauge("hazir.workers.queued", "Blocking calls that wait for a worker", queued);
        gauge("hazir.workers.limit", "Blocking calls that may run at a time", limit);
    }

    /** How many connections are open at the web port. */
    public void connections(DoubleSupplier open) {
        gauge("hazir.connections", "Connections open at the web port", open);
    }

    /** Any other figure of the host itself. */
    public void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** All meters in Prometheus' text format. Takes milliseconds: not for event loops. */
    public String scrape() {
        watchJvm();
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        if (collections != null) {
            collections.close();
        }
        registry.close();
    }

    private Sides sides(String applet) {
        Sides known = traffic.get(applet);
        return known != null
                ? known
                : traffic.computeIfAbsent(
                        applet, id -> new Sides(new Traffic(registry, id, "web"), new Traffic(registry, id, "loop")));
    }
}
