package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Node;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.metrics.History;

/** What flows now: the figures on edges and in boxes, as they were measured last. */
final class Flows {

    private static final double LITTLE = 10;
    private static final double MUCH = 100;

    private final History history;
    private final Overlay overlay;

    Flows(AdminSources sources, Overlay overlay) {
        this.history = sources.history();
        this.overlay = overlay;
    }

    /** What the overlay shows of an edge; not a number when it is not measured. */
    double value(Edge edge) {
        String series = overlay.series(edge.figures());
        return series.isEmpty() ? Double.NaN : history.last(series);
    }

    String text(Edge edge) {
        double value = value(edge);
        return value == 0 ? "" : overlay.text(value);
    }

    /** How wide an edge is: by messages per second, whatever its text tells. */
    int step(Edge edge) {
        String series = edge.figures().rate();
        double rate = series.isEmpty() ? 0 : history.last(series);
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
        double value = history.last(series);
        return Double.isNaN(value) ? "0/s" : Overlay.number(value) + "/s";
    }

    private String count(String series, String unit) {
        return count(series, unit, "");
    }

    private String count(String series, String unit, String before) {
        double value = history.last(series);
        return Double.isNaN(value) ? "" : before + Overlay.number(Math.rint(value)) + unit;
    }
}
