package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Edge;
import dev.hazir.host.admin.map.Topology.Figures;
import dev.hazir.host.admin.map.Topology.Lane;
import dev.hazir.host.admin.map.Topology.Node;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.port.PortView;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.topic.TopicView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads off the running host what is connected to what. */
final class TopologyReader {

    static final Node WEB = new Node("clients/web", Lane.CLIENTS, "Web clients", "", "", "/admin/routes", "", "");
    private static final Node SOCKETS =
            new Node("clients/websocket", Lane.CLIENTS, "Websockets", "", "", "/admin/routes", "", "");
    private static final String WEBSOCKET = "websocket";
    private static final String OUTGOING = "tcp-out";

    private final AdminSources sources;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    private TopologyReader(AdminSources sources) {
        this.sources = sources;
    }

    static Topology read(AdminSources sources) {
        TopologyReader reader = new TopologyReader(sources);
        List<AppletStatus> applets = sources.applets().list();
        Set<String> blocking =
                sources.watch().blockedNow().stream().map(BlockReport::applet).collect(Collectors.toSet());
        for (AppletStatus applet : applets) {
            reader.add(applet, blocking.contains(applet.id()));
        }
        Set<String> known = applets.stream().map(AppletStatus::id).collect(Collectors.toSet());
        sources.ports().get().stream()
                .filter(port -> known.contains(port.applet()) && !port.state().equals("draining"))
                .forEach(reader::add);
        RouteListing.of(sources.routes().table()).stream()
                .filter(line -> line.state() == RouteListing.State.ACTIVE)
                .map(RouteListing.Line::route)
                .filter(route -> known.contains(route.owner().applet()))
                .forEach(reader::add);
        sources.applets().topics().stream()
                .filter(topic -> known.contains(topic.applet()))
                .forEach(reader::add);
        return new Topology(new ArrayList<>(reader.nodes.values()), new ArrayList<>(reader.edges.values()));
    }

    private void add(AppletStatus applet, boolean blocking) {
        String state = applet.state();
        String look = blocking || state.equals("failed") ? "bad" : state.equals("live") ? "" : "off";
        node(new Node(
                applet(applet.id()),
                Lane.APPLETS,
                applet.name(),
                applet.id(),
                "",
                "/admin/applets/" + encoded(applet.id()),
                look,
                blocking ? "blocking" : state));
    }

    private void add(PortView port) {
        String of = port.applet() + "/" + port.name();
        String look = port.state().equals("failed") ? "bad" : port.state().equals("open") ? "" : "off";
        String label =
                port.protocol().substring(0, 3).toUpperCase(Locale.ROOT) + " " + port.name() + " :" + port.port();
        if (port.protocol().equals(OUTGOING)) {
            node(new Node("out/" + of, Lane.OUTPUTS, label, port.applet(), "loop", "/admin/ports", look, ""));
            edge(applet(port.applet()), "out/" + of, Figures.rate("port.out/" + of));
            return;
        }
        node(new Node(
                "clients/" + of, Lane.CLIENTS, "Peers of " + port.name(), port.applet(), "", "/admin/ports", "", ""));
        node(new Node("port/" + of, Lane.DOORS, label, port.applet(), "loop", "/admin/ports", look, ""));
        Figures figures = Figures.rate("port.in/" + of);
        edge("clients/" + of, "port/" + of, figures);
        edge("port/" + of, applet(port.applet()), figures);
    }

    private void add(Route route) {
        if (route.kind().equals(Route.CONTEXT)) {
            return;
        }
        String applet = route.owner().applet();
        String flow = applet + "/" + route.flow();
        boolean socket = route.kind().equals(WEBSOCKET);
        String side = route.side().word();
        node(new Node(
                "route/" + flow, Lane.DOORS, label(route), applet, side, "/admin/routes#" + encoded(applet), "", ""));
        Node from = socket ? SOCKETS : WEB;
        node(from);
        Figures figures = new Figures("flow.requests/" + flow, "flow.p95/" + flow, "flow.errors/" + flow, "", "");
        edge(from.id(), "route/" + flow, figures);
        edge("route/" + flow, applet(applet), figures);
    }

    private void add(TopicView topic) {
        String of = topic.applet() + "/" + topic.name();
        Figures in = new Figures("topic.in/" + of, "", "", "topic.queue/" + of, "topic.dropped/" + of);
        Figures out = new Figures("topic.out/" + of, "", "", "topic.queue/" + of, "topic.dropped/" + of);
        node(new Node("topic/" + of, Lane.TOPICS, topic.name(), topic.applet(), "", "/admin/topics", "", ""));
        edge(applet(topic.applet()), "topic/" + of, in);
        for (TopicView.Receiver receiver : topic.receivers()) {
            String to = "to/" + topic.applet() + "/" + receiver.handler();
            node(new Node(
                    to,
                    Lane.OUTPUTS,
                    receiver.handler().replaceFirst("^websocket ", "WS "),
                    topic.applet(),
                    "loop",
                    "/admin/applets/" + encoded(topic.applet()),
                    "",
                    ""));
            edge("topic/" + of, to, topic.receivers().size() == 1 ? out : Figures.NONE);
        }
    }

    private static String label(Route route) {
        if (route.flow().equals("pages")) {
            return "Pages of " + route.owner().applet();
        }
        if (route.flow().equals("files")) {
            return "Files of " + route.owner().applet();
        }
        return (route.kind().equals(WEBSOCKET) ? "WS " : "") + route.pattern();
    }

    private void node(Node node) {
        nodes.putIfAbsent(node.id(), node);
    }

    private void edge(String from, String to, Figures figures) {
        Edge edge = new Edge(from, to, figures);
        edges.putIfAbsent(edge.id(), edge);
    }

    private static String applet(String id) {
        return "applet/" + id;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
