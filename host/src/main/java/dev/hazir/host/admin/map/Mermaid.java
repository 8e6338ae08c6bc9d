package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Lane;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The picture as text that Mermaid draws. */
public final class Mermaid {

    private Mermaid() {}

    public static String of(Drawing drawing) {
        Map<String, String> names = new HashMap<>();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (Lane lane : Lane.values()) {
            text.append("  subgraph ")
                    .append(lane.name().toLowerCase(Locale.ROOT))
                    .append('\n');
            for (Drawing.Box box : drawing.boxes()) {
                if (box.node().lane() == lane) {
                    String name = "n" + names.size();
                    names.put(box.node().id(), name);
                    text.append("    ")
                            .append(name)
                            .append("[\"")
                            .append(plain(box.node().label()));
                    text.append(box.detail().isEmpty() ? "" : "<br>" + plain(box.detail()))
                            .append("\"]\n");
                }
            }
            text.append("  end\n");
        }
        for (Drawing.Line line : drawing.lines()) {
            text.append("  ").append(names.get(line.edge().from()));
            text.append(line.figure().isEmpty() ? " -.-> " : " -->|\"" + plain(line.figure()) + "\"| ");
            text.append(names.get(line.edge().to())).append('\n');
        }
        return text.toString();
    }

    /** Without what ends a text there. */
    private static String plain(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace('\n', ' ');
    }
}
