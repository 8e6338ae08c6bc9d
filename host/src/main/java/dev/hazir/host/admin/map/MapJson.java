package dev.hazir.host.admin.map;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is connected to what, and what flows.
 *
 * @param revision changes with the structure, not with figures
 */
public record MapJson(long revision, List<Box> nodes, List<Flow> edges) {

    /**
     * A box.
     *
     * @param lane {@code clients}, {@code doors}, {@code applets}, {@code topics} or {@code outputs}
     * @param side {@code loop}, {@code web} or empty
     * @param state {@code bad}, {@code off} or empty
     */
    public record Box(
            String id, String lane, int row, String label, String applet, String side, String state, String detail) {}

    /**
     * Something that flows from one box to another.
     *
     * @param value what was asked for, or null when it is not measured
     */
    public record Flow(String from, String to, @Nullable Double value, String text) {}

    public static MapJson of(Drawing drawing) {
        return new MapJson(
                drawing.revision(),
                drawing.boxes().stream()
                        .map(box -> new Box(
                                box.node().id(),
                                box.node().lane().name().toLowerCase(Locale.ROOT),
                                box.row(),
                                box.node().label(),
                                box.node().applet(),
                                box.node().side(),
                                box.node().look(),
                                box.detail()))
                        .toList(),
                drawing.lines().stream()
                        .map(line -> new Flow(
                                line.edge().from(),
                                line.edge().to(),
                                Double.isNaN(line.value()) ? null : Double.valueOf(line.value()),
                                line.figure()))
                        .toList());
    }
}
