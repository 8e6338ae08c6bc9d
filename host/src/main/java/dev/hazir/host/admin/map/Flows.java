package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Node;
import dev.hazir.host.metrics.History;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** What flows, now or at a moment of the last quarter of an hour: the figures on edges and in boxes. */
final class Flows {

    private static final double LITTLE = 10;
    private static final double MUCH = 100;

    private final ToDoubleFunction<String> measured;
    private final Overlay overlay;

    Flows(History history, MapMemory.Wish wish) {
        Instant moment = wish.moment();
        this.measured = moment == null ? history::last : name -> history.at(name, moment);
        this.overlay = wish.overlay();
    }

    /** What the overlay shows of an edge; not a number when it is not measured. */
    double value(Edge edge) {
        String series = overlay.series(edge.figures());
        return series.isEmpty() ? Double.NaN : measured.applyAsDouble(series);
    }

    String text(Edge edge) {
        double value = value(edge);
        return value == 0 ? "" : overlay.text(value);
    }

    /** How wide an edge is: by messages per second, whatever its text tells. */
    int step(Edge edge) {
        String series = edge.figures().rate();
        double rate = series.isEmpty() ? 0 : measured.applyAsDouble(series);
        if (Double.isNaN(rate) || rate <= 0) {
            return 0;
        }
        return rate < LITTLE ? 1 : rate < MUCH ? 2 : 3;
    }

    /** The line below the name of a box: its state, or a figure. */
    String sub(Node node) {
        String of = node.id().substring(node.id().indexOf('/') + 1);
        return switch (node.id().substring(0, node.id().indexOf('/'))) {
            case "clients" ->
                node.applet().isEmpty()
                        ? node.id().endsWith("web") ? count("connections", " open") : ""
                        : count("port.connections/" + of, " connections");
            case "port" -> rate("port.in/" + of);
            case "out" -> rate("port.out/" + of);
            case "route" -> rate("flow.requests/" + of);
            case "topic" -> rate("topic.in/" + of) + count("topic.queue/" + of, " queued", " · ");
            default -> "";
        };
    }

    private String rate(String series) {
        double value = measured.applyAsDouble(series);
        return Double.isNaN(value) ? "0/s" : Overlay.number(value) + "/s";
    }

    private String count(String series, String unit) {
        return count(series, unit, "");
    }

    private String count(String series, String unit, String before) {
        double value = measured.applyAsDouble(series);
        return Double.isNaN(value) ? "" : before + Overlay.number(Math.rint(value)) + unit;
    }
}
