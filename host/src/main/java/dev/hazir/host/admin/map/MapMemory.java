package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Node;
import dev.hazir.host.admin.view.AdminSources;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the places of boxes from picture to picture. Any thread. */
public final class MapMemory {

    /** With more boxes than this there is one an applet, unless all are asked for. */
    public static final int MOST = 60;

    /** How far the surroundings of a box reach if nothing else is asked for. */
    public static final int STEPS = 2;

    private Set<String> structure = Set.of();
    private Layout layout = new Layout(Map.of());
    private long revision;

    /**
     * What is to be drawn.
     *
     * @param around the id of a box whose surroundings are shown, or empty for everything
     * @param steps how far they reach
     * @param all whether all boxes are shown, however many there are
     * @param moment of when figures are shown, or null for the newest
     */
    public record Wish(
            Overlay overlay,
            String around,
            int steps,
            boolean all,
            @Nullable Instant moment) {}

    /** What is connected to what, whatever is shown of it. */
    public static Topology topology(AdminSources sources) {
        return TopologyReader.read(sources);
    }

    /** The picture of this moment. On a thread that may block. */
    public Drawing draw(AdminSources sources, Wish wish) {
        Topology whole = topology(sources);
        Flows flows = new Flows(sources.history(), wish);
        Places now = places(whole);
        if (!wish.around().isEmpty()) {
            Topology near = whole.around(wish.around(), wish.steps());
            return Drawing.of(
                    now.revision(),
                    near,
                    Layout.of(near),
                    flows,
                    whole.nodes().size() - near.nodes().size());
        }
        if (whole.nodes().size() > MOST && !wish.all()) {
            Topology few = whole.collapsed();
            return Drawing.of(
                    now.revision(),
                    few,
                    Layout.of(few),
                    flows,
                    whole.nodes().size() - few.nodes().size());
        }
        return Drawing.of(now.revision(), whole, now.layout(), flows, 0);
    }

    private record Places(long revision, Layout layout) {}

    private synchronized Places places(Topology topology) {
        Set<String> ids = Stream.concat(
                        topology.nodes().stream().map(Node::id),
                        topology.edges().stream().map(Edge::id))
                .collect(Collectors.toCollection(HashSet::new));
        if (!ids.equals(structure)) {
            structure = ids;
            layout = Layout.next(topology, layout);
            revision++;
        }
        return new Places(revision, layout);
    }
}
