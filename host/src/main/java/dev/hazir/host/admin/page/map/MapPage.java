package dev.hazir.host.admin.page.map;

import dev.hazir.host.admin.map.Drawing;
import dev.hazir.host.admin.map.MapMemory;
import dev.hazir.host.admin.map.Mermaid;
import dev.hazir.host.admin.map.Overlay;
import dev.hazir.host.admin.map.SvgFile;
import dev.hazir.host.admin.map.Topology.Node;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is connected to what and what flows, as a picture, as a table and as text. */
final class MapPage {

    private final AdminSources sources;

    MapPage(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * What a script puts into the picture.
     *
     * @param boxes by their keys: the line below the name, and the classes
     * @param lines by their keys: the text, and how wide
     */
    public record Moment(long revision, Map<String, List<String>> boxes, Map<String, List<Object>> lines) {}

    PageAnswer show(PageRequest request) {
        MapQuery query = query(request);
        Optional<Long> ago = MapQuery.number(request.field("ago")).map(Math::abs);
        if (ago.isPresent()) {
            String address = query.ago(ago.get(), sources.time().clock()).address();
            return PageAnswer.to("/admin/map" + (address.isEmpty() ? "" : "?" + address));
        }
        return PageAnswer.view(
                "map/map",
                Map.of(
                        "drawing",
                        sources.map().draw(sources, query.wish()),
                        "wish",
                        query.wish(),
                        "query",
                        query,
                        "before",
                        query.secondsBefore(sources.time().clock().instant()),
                        "overlays",
                        List.of(Overlay.values()),
                        "places",
                        MapMemory.topology(sources).nodes().stream()
                                .sorted(Comparator.comparing(Node::lane).thenComparing(Node::label))
                                .toList()));
    }

    Moment figures(PageRequest request) {
        Drawing drawing = sources.map().draw(sources, query(request).wish());
        Map<String, List<String>> boxes = new LinkedHashMap<>();
        drawing.boxes().forEach(box -> boxes.put(box.key(), List.of(box.sub(), box.classes())));
        Map<String, List<Object>> lines = new LinkedHashMap<>();
        drawing.lines().forEach(line -> lines.put(line.key(), List.of(line.label(), line.step(), line.figure())));
        return new Moment(drawing.revision(), boxes, lines);
    }

    PageAnswer svg(PageRequest request) {
        return PageAnswer.file(
                "map.svg",
                "image/svg+xml",
                SvgFile.of(sources.map().draw(sources, query(request).wish())));
    }

    PageAnswer mermaid(PageRequest request) {
        return PageAnswer.file(
                "map.mmd",
                "text/plain; charset=utf-8",
                Mermaid.of(sources.map().draw(sources, query(request).wish())));
    }

    private MapQuery query(PageRequest request) {
        return MapQuery.of(request, sources.time().clock());
    }
}
