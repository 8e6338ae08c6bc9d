package dev.hazir.host.admin.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Figures;
import dev.hazir.host.admin.map.Topology.Lane;
import dev.hazir.host.admin.map.Topology.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Places of boxes, for structures of any kind. */
class LayoutTest {

    @Property(tries = 200)
    void noTwoBoxesOfALaneShareARow(@ForAll @IntRange(max = 80) int boxes, @ForAll long seed) {
        Topology topology = topology(boxes, seed);

        assertNoOverlap(topology, Layout.of(topology));
    }

    @Property(tries = 100)
    void sameStructureGivesTheSameLayoutInWhateverOrderItIsGiven(
            @ForAll @IntRange(max = 60) int boxes, @ForAll long seed) {
        Topology topology = topology(boxes, seed);
        List<Node> nodes = new ArrayList<>(topology.nodes());
        List<Edge> edges = new ArrayList<>(topology.edges());
        Collections.shuffle(nodes, new Random(seed));
        Collections.shuffle(edges, new Random(seed));

        assertThat(Layout.of(new Topology(nodes, edges))).isEqualTo(Layout.of(topology));
    }

    @Property(tries = 100)
    void whatIsThereKeepsItsPlaceWhenOthersComeAndGo(
            @ForAll @IntRange(min = 1, max = 40) int boxes, @ForAll @IntRange(max = 40) int later, @ForAll long seed) {
        Topology before = topology(boxes, seed);
        Layout first = Layout.of(before);
        Topology after = topology(later, seed + 1);

        Layout next = Layout.next(after, first);

        assertNoOverlap(after, next);
        for (Node node : after.nodes()) {
            if (first.rows().containsKey(node.id())) {
                assertThat(next.rows()).containsEntry(node.id(), first.rows().get(node.id()));
            }
        }
        assertThat(Layout.next(after, next)).isEqualTo(next);
    }

    @Property(tries = 50)
    void figuresMoveNothing(@ForAll @IntRange(max = 60) int boxes, @ForAll long seed) {
        Topology topology = topology(boxes, seed);
        Topology measured = new Topology(
                topology.nodes().stream()
                        .map(node -> new Node(
                                node.id(), node.lane(), node.label(), node.applet(), "loop", "/", "bad", "blocking"))
                        .toList(),
                topology.edges().stream()
                        .map(edge -> new Edge(edge.from(), edge.to(), Figures.rate("in")))
                        .toList());

        assertThat(Layout.of(measured)).isEqualTo(Layout.of(topology));
        assertThat(Layout.next(measured, Layout.of(topology))).isEqualTo(Layout.of(topology));
    }

    private static void assertNoOverlap(Topology topology, Layout layout) {
        Set<String> taken = new HashSet<>();
        for (Node node : topology.nodes()) {
            assertThat(layout.rows()).containsKey(node.id());
            assertThat(layout.row(node)).isNotNegative();
            assertThat(taken.add(node.lane() + " " + layout.row(node))).isTrue();
        }
    }

    private static Topology topology(int boxes, long seed) {
        Random random = new Random(seed);
        Lane[] lanes = Lane.values();
        List<Node> nodes = IntStream.range(0, boxes)
                .mapToObj(i -> new Node("n/" + i, lanes[i % lanes.length], "n" + i, "a" + i % 3, "", "/admin/", "", ""))
                .toList();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < boxes; i++) {
            edges.add(new Edge("n/" + random.nextInt(boxes), "n/" + random.nextInt(boxes), Figures.NONE));
        }
        return new Topology(nodes, edges);
    }
}
