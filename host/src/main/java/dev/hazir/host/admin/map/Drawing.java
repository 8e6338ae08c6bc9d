package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Lane;
import dev.hazir.host.admin.map.Topology.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The picture in coordinates and words.
 *
 * @param revision counts the structures that were shown; figures do not change it
 * @param hidden how many boxes are not shown because there are too many
 */
public record Drawing(
        long revision, int width, int height, List<Head> heads, List<Box> boxes, List<Line> lines, int hidden) {

    private static final int LEFT = 26;
    private static final int TOP = 62;
    private static final int LANE = 228;
    private static final int ROW = 60;
    private static final int WIDE = 158;
    private static final int HIGH = 44;
    private static final int LONGEST = 19;

    /** The heading of a lane. */
    public record Head(String key, int x) {}

    /**
     * A box.
     *
     * @param sub the line below its name
     * @param classes how it looks
     */
    public record Box(Node node, String key, int x, int y, String label, String sub, String classes) {

        int row() {
            return (y - TOP) / ROW;
        }

        /** The line below its name, whether it is a state or a figure. */
        public String detail() {
            return sub.isEmpty() ? node.word() : sub;
        }
    }

    /**
     * An edge.
     *
     * @param path as SVG draws it
     * @param figure its text, or empty
     * @param label the same where there is room for it: what comes from doors stands in them already
     * @param step how wide it is, from 0 for nothing to 3
     */
    public record Line(
            Edge edge,
            String key,
            String from,
            String to,
            String path,
            int x,
            int y,
            String figure,
            String label,
            double value,
            int step) {}

    /** Whether there is no applet that could be shown. */
    public boolean bare() {
        return hidden == 0 && boxes.stream().noneMatch(box -> box.node().lane() == Lane.APPLETS);
    }

    static Drawing of(long revision, Topology topology, Layout layout, Flows flows, int hidden) {
        Map<String, Node> byId = topology.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
        List<Node> inOrder = topology.nodes().stream()
                .sorted(Comparator.comparing(Node::lane).thenComparingInt(layout::row))
                .toList();
        return new Drawing(
                revision,
                LEFT * 2 + LANE * (Lane.values().length - 1) + WIDE,
                TOP + Math.max(1, layout.height()) * ROW,
                Stream.of(Lane.values())
                        .map(lane -> new Head("map.lane." + lane.name().toLowerCase(Locale.ROOT), x(lane)))
                        .toList(),
                inOrder.stream().map(node -> box(node, layout, flows)).toList(),
                topology.edges().stream()
                        .sorted(Comparator.comparing((Edge edge) -> inOrder.indexOf(byId.get(edge.from())))
                                .thenComparing(edge -> inOrder.indexOf(byId.get(edge.to()))))
                        .map(edge -> line(edge, byId, layout, flows))
                        .toList(),
                hidden);
    }

    private static Box box(Node node, Layout layout, Flows flows) {
        String classes = Stream.of("box", node.side(), node.look())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        return new Box(
                node,
                key(node.id()),
                x(node.lane()),
                y(layout.row(node)),
                shortened(node.label()),
                flows.sub(node),
                classes);
    }

    private static Line line(Edge edge, Map<String, Node> byId, Layout layout, Flows flows) {
        Node from = node(byId, edge.from());
        Node to = node(byId, edge.to());
        int x1 = x(from.lane()) + WIDE;
        int x2 = x(to.lane());
        int y1 = y(layout.row(from)) + HIGH / 2;
        int y2 = y(layout.row(to)) + HIGH / 2;
        int bend = (x2 - x1) / 2;
        double value = flows.value(edge);
        return new Line(
                edge,
                key(edge.id()),
                from.label(),
                to.label(),
                "M" + x1 + " " + y1 + " C" + (x1 + bend) + " " + y1 + " " + (x2 - bend) + " " + y2 + " " + x2 + " "
                        + y2,
                x2 - 6,
                y2 - 6,
                flows.text(edge),
                from.lane() == Lane.DOORS ? "" : flows.text(edge),
                value,
                flows.step(edge));
    }

    private static Node node(Map<String, Node> byId, String id) {
        Node node = byId.get(id);
        if (node == null) {
            throw new IllegalStateException("no box " + id);
        }
        return node;
    }

    private static int x(Lane lane) {
        return LEFT + lane.ordinal() * LANE;
    }

    private static int y(int row) {
        return TOP + row * ROW;
    }

    /** What an element may have as its id: another one for every box and edge. */
    private static String key(String id) {
        return id.codePoints()
                .mapToObj(
                        c -> Character.isLetterOrDigit(c) ? Character.toString(c) : "_" + Integer.toHexString(c) + "_")
                .collect(Collectors.joining("", "map-", ""));
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
    }
}
