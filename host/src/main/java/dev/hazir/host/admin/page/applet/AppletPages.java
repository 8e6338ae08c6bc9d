package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.health.LoaderSizes;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletJson;
import dev.hazir.host.admin.view.AppletRow;
import dev.hazir.host.admin.view.LastDay;
import dev.hazir.host.admin.view.Lately;
import dev.hazir.host.admin.view.RouteJson;
import dev.hazir.host.applet.About;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.log.LogTail;
import dev.hazir.host.port.PortView;
import dev.hazir.host.topic.TopicView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The applets, and what one applet is, serves and says. */
final class AppletPages {

    private static final int LOG_LINES = 200;

    private final AdminSources sources;
    private final AppletFrame frame;
    private final LoaderSizes sizes;
    private final Lately lately;

    AppletPages(AdminSources sources, AppletFrame frame, LoaderSizes sizes) {
        this.sources = sources;
        this.sizes = sizes;
        this.frame = frame;
        this.lately = new Lately(sources.history());
    }

    PageAnswer summary(PageRequest request) throws ApiException, IOException {
        AppletStatus status = frame.find(request.id());
        AppletJson applet = AppletJson.of(
                status,
                RouteJson.listing(sources.routes().table(), sources.traffic()),
                sources.ports().get(),
                sources.applets().draining(status.id()),
                sources.unloads());
        Map<String, Object> model = new HashMap<>();
        model.put("one", applet);
        Optional<About> about = sources.applets().shelf().about(status.id());
        model.put("about", about.orElse(null));
        model.put("readme", about.map(text -> Prose.opening(text.readme())).orElse(""));
        model.put("topics", topics(status).size());
        model.put("data", sources.applets().shelf().files(status.id()).list(0));
        model.put(
                "connections",
                applet.ports().stream().mapToLong(PortView::connections).sum());
        Instant now = sources.time().clock().instant();
        model.put("strip", StateStrip.of(LastDay.of(sources.applets().shelf().runs(status.id()), now), now));
        model.put(
                "row",
                AppletRow.all(List.of(status), sources.openProblems(), lately).get(0));
        model.put("faults", sources.faults().of(status.id()));
        model.put("classes", sizes.recent().get(status.id() + "@" + status.version()));
        return frame.view(status, "summary", model);
    }

    /** Leads to the page that its users see, which is elsewhere when operators have a port of their own. */
    PageAnswer open(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        String page = applet.page();
        if (page == null) {
            throw new ApiException(404, applet.name() + " has no page that could be opened.");
        }
        String authority = Objects.requireNonNullElse(request.servlet().getHeader("host"), "");
        return PageAnswer.to(sources.network().applets().origin(authority) + page);
    }

    PageAnswer routes(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        return frame.view(
                applet,
                "routes",
                Map.of(
                        "routes",
                        RouteJson.listing(sources.routes().table(), sources.traffic()).stream()
                                .filter(route -> route.applet().equals(applet.id()))
                                .toList(),
                        "ports",
                        sources.ports().get().stream()
                                .filter(port -> port.applet().equals(applet.id()))
                                .toList()));
    }

    PageAnswer topics(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        return frame.view(applet, "topics", Map.of("topics", topics(applet)));
    }

    PageAnswer logs(PageRequest request) throws ApiException, IOException {
        AppletStatus applet = frame.find(request.id());
        return frame.view(applet, "logs", Map.of("lines", lines(applet.id())));
    }

    private List<TopicView> topics(AppletStatus applet) {
        return sources.applets().topics().stream()
                .filter(topic -> topic.applet().equals(applet.id()))
                .toList();
    }

    private List<LogLine> lines(String id) throws IOException {
        try (LogTail tail = LogTail.open(sources.logFile(), Optional.of(id))) {
            return tail.last(LOG_LINES);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
