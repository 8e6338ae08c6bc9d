package dev.hazir.host.admin.view;

import dev.hazir.host.metrics.History;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What was measured in the last second or quarter of an hour, over all series that begin alike. */
public final class Lately {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final History history;

    public Lately(History history) {
        this.history = history;
    }

    /** What was measured last; not a number when nothing was. */
    public double last(String name) {
        return history.last(name);
    }

    /** All of it together: 0 when nothing of it has happened, not a number when nothing was measured at all. */
    public double sum(String prefix) {
        return history.names().isEmpty()
                ? Double.NaN
                : values(prefix, history::last).sum();
    }

    /** All of it together for some. */
    public double sum(String prefix, List<String> of) {
        return history.names().isEmpty()
                ? Double.NaN
                : of.stream()
                        .mapToDouble(name -> history.last(prefix + name))
                        .filter(measured -> !Double.isNaN(measured))
                        .sum();
    }

    /** The highest of what was measured last for some. */
    public double highest(String prefix, List<String> of) {
        return of.stream()
                .mapToDouble(name -> history.last(prefix + name))
                .filter(measured -> !Double.isNaN(measured))
                .max()
                .orElse(Double.NaN);
    }

    /** The highest of what was measured last. */
    public double highest(String prefix) {
        return values(prefix, history::last).max().orElse(Double.NaN);
    }

    /** The highest of a quarter of an hour. */
    public double worst(String prefix) {
        return values(prefix, name -> history.most(name, QUARTER)).max().orElse(Double.NaN);
    }

    private DoubleStream values(String prefix, ToDoubleFunction<String> value) {
        return history.names().stream()
                .filter(name -> name.startsWith(prefix))
                .mapToDouble(value)
                .filter(measured -> !Double.isNaN(measured));
    }
}
