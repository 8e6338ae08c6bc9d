package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Lane;
import dev.hazir.host.admin.map.Topology.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row for each box in its lane. The order within lanes is that of the mean row of the neighbours, looked for in two sweeps
 * forth and back, so that edges cross little. What has a row keeps it when the structure changes; what is new takes the free
 * row that is nearest to its neighbours. The same structure with the same past gives the same layout: figures take no part.
 *
 * @param rows by the id of the box, counted from 0
 */
record Layout(Map<String, Integer> rows) {

    private static final int SWEEPS = 2;

    Layout {
        rows = Map.copyOf(rows);
    }

    static Layout of(Topology topology) {
        return next(topology, new Layout(Map.of()));
    }

    /** The layout of another structure, in which everything that was there before stays where it was. */
    static Layout next(Topology topology, Layout before) {
        Map<Lane, List<Node>> lanes = ordered(topology);
        Map<String, Integer> rows = new HashMap<>();
        topology.nodes().forEach(node -> {
            Integer row = before.rows.get(node.id());
            if (row != null) {
                rows.put(node.id(), row);
            }
        });
        Map<String, List<String>> neighbours = neighbours(topology);
        for (List<Node> lane : lanes.values()) {
            Set<Integer> taken = new HashSet<>();
            lane.forEach(node -> {
                if (rows.containsKey(node.id())) {
                    taken.add(rows.get(node.id()));
                }
            });
            int least = 0;
            for (Node node : lane) {
                if (!rows.containsKey(node.id())) {
                    double wanted = mean(neighbours.getOrDefault(node.id(), List.of()), rows, least);
                    int row = before.rows.isEmpty()
                            ? firstFree(taken, Math.max(least, (int) Math.round(wanted)))
                            : nearestFree(taken, (int) Math.round(wanted));
                    rows.put(node.id(), row);
                    taken.add(row);
                    least = row + 1;
                }
            }
        }
        return new Layout(rows);
    }

    int row(Node node) {
        return rows.getOrDefault(node.id(), 0);
    }

    /** How many rows there are. */
    int height() {
        return rows.values().stream().mapToInt(row -> row + 1).max().orElse(0);
    }

    private static Map<Lane, List<Node>> ordered(Topology topology) {
        Map<Lane, List<Node>> lanes = new EnumMap<>(Lane.class);
        topology.nodes().stream()
                .sorted(Comparator.comparing(Node::applet).thenComparing(Node::id))
                .forEach(node -> lanes.computeIfAbsent(node.lane(), any -> new ArrayList<>())
                        .add(node));
        Map<String, List<String>> neighbours = neighbours(topology);
        Map<String, Integer> places = new HashMap<>();
        lanes.values().forEach(lane -> number(lane, places));
        List<Lane> forth = new ArrayList<>(lanes.keySet());
        List<Lane> back = new ArrayList<>(forth);
        Collections.reverse(back);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (Lane lane : sweep % 2 == 0 ? forth : back) {
                List<Node> order = lanes.getOrDefault(lane, List.of());
                Map<String, Double> wanted = new TreeMap<>();
                order.forEach(node -> wanted.put(
                        node.id(),
                        mean(
                                neighbours.getOrDefault(node.id(), List.of()),
                                places,
                                places.getOrDefault(node.id(), 0))));
                order.sort(Comparator.comparingDouble((Node node) -> wanted.getOrDefault(node.id(), 0.0))
                        .thenComparing(Node::applet)
                        .thenComparing(Node::id));
                number(order, places);
            }
        }
        return lanes;
    }

    private static void number(List<Node> lane, Map<String, Integer> places) {
        for (int i = 0; i < lane.size(); i++) {
            places.put(lane.get(i).id(), i);
        }
    }

    private static Map<String, List<String>> neighbours(Topology topology) {
        Map<String, List<String>> neighbours = new HashMap<>();
        for (Edge edge : topology.edges()) {
            neighbours.computeIfAbsent(edge.from(), any -> new ArrayList<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), any -> new ArrayList<>()).add(edge.from());
        }
        return neighbours;
    }

    private static double mean(List<String> ids, Map<String, Integer> places, double otherwise) {
        return ids.stream()
                .filter(places::containsKey)
                .mapToInt(id -> places.getOrDefault(id, 0))
                .average()
                .orElse(otherwise);
    }

    private static int firstFree(Set<Integer> taken, int from) {
        int row = from;
        while (taken.contains(row)) {
            row++;
        }
        return row;
    }

    private static int nearestFree(Set<Integer> taken, int wanted) {
        for (int distance = 0; ; distance++) {
            if (wanted - distance >= 0 && !taken.contains(wanted - distance)) {
                return wanted - distance;
            }
            if (!taken.contains(wanted + distance)) {
                return wanted + distance;
            }
        }
    }
}
