package dev.hazir.host.admin.map;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is connected to what. Boxes of one lane stand one below the other; edges go from left to right. */
public record Topology(List<Node> nodes, List<Edge> edges) {

    /** The lanes, from left to right. */
    public enum Lane {
        CLIENTS,
        DOORS,
        APPLETS,
        TOPICS,
        OUTPUTS
    }

    /**
     * A box.
     *
     * @param id names it in addresses, lists and JSON
     * @param applet whose it is, or empty
     * @param side {@code loop}, {@code web}, or empty when it runs on neither
     * @param href the page about it
     * @param look {@code bad}, {@code warn}, {@code off} or empty
     * @param word its state, or another fixed word, or empty
     */
    public record Node(
            String id, Lane lane, String label, String applet, String side, String href, String look, String word) {}

    /**
     * Something flows.
     *
     * @param figures what is measured of it: names in the history
     */
    public record Edge(String from, String to, Figures figures) {

        public String id() {
            return from + ">" + to;
        }
    }

    /** Names of series in the history; empty for what is not measured. */
    public record Figures(String rate, String p95, String errors, String queue, String dropped) {
        static final Figures NONE = new Figures("", "", "", "", "");

        static Figures rate(String name) {
            return new Figures(name, "", "", "", "");
        }
    }

    public Topology {
        Set<String> ids = nodes.stream().map(Node::id).collect(Collectors.toSet());
        nodes = List.copyOf(nodes);
        edges = edges.stream()
                .filter(edge -> ids.contains(edge.from()) && ids.contains(edge.to()))
                .toList();
    }

    /** What can be reached from a box in some steps, in either direction; all when there is no such box. */
    public Topology around(String id, int steps) {
        if (nodes.stream().noneMatch(node -> node.id().equals(id))) {
            return this;
        }
        Map<String, Integer> distance = new HashMap<>(Map.of(id, 0));
        Deque<String> next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            String here = next.remove();
            int further = distance.getOrDefault(here, 0) + 1;
            edges.stream()
                    .flatMap(edge -> edge.from().equals(here)
                            ? Stream.of(edge.to())
                            : edge.to().equals(here) ? Stream.of(edge.from()) : Stream.empty())
                    .filter(other -> further <= steps && distance.putIfAbsent(other, further) == null)
                    .forEach(next::add);
        }
        return new Topology(
                nodes.stream().filter(node -> distance.containsKey(node.id())).toList(), edges);
    }

    /** The same with one box an applet: doors and topics are left out, and clients lead to applets. */
    public Topology collapsed() {
        List<Node> kept =
                nodes.stream().filter(node -> node.lane() == Lane.APPLETS).toList();
        return new Topology(
                Stream.concat(Stream.of(TopologyReader.WEB), kept.stream()).toList(),
                kept.stream()
                        .map(node -> new Edge(
                                TopologyReader.WEB.id(),
                                node.id(),
                                new Figures(
                                        "applet.requests/" + node.applet(),
                                        "applet.p95/" + node.applet(),
                                        "applet.errors/" + node.applet(),
                                        "",
                                        "")))
                        .toList());
    }
}
