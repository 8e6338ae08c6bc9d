package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.topic.TopicView;
import dev.hazir.host.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics of the applets that run, each with who receives and what passes. A name may have slashes: it is a field. */
final class TopicsPage {

    private final AdminSources sources;

    TopicsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        List<TopicView> topics = sources.applets().topics();
        return PageAnswer.view(
                "traffic/topics",
                Map.of(
                        "rows",
                        TopicRow.of(topics, sources.traffic().rates().look()),
                        "behind",
                        topics.stream().filter(topic -> topic.dropped() > 0).count(),
                        "most",
                        Topics.MOST_WAITING));
    }

    PageAnswer one(PageRequest request) throws ApiException {
        String applet = request.field("applet");
        String name = request.field("name");
        TopicView topic = sources.applets().topics().stream()
                .filter(one -> one.applet().equals(applet) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(applet, name));
        Map<String, Object> variables = new HashMap<>();
        variables.put(
                "rows", TopicRow.of(List.of(topic), sources.traffic().rates().look()));
        variables.put("topic", topic);
        variables.put("most", Topics.MOST_WAITING);
        TapRow.show(sources.applets().topicTaps().view(applet, name), request, sources.time(), variables);
        return PageAnswer.view("traffic/topic", variables);
    }

    PageAnswer tap(PageRequest request) throws ApiException {
        String applet = request.field("applet");
        String name = request.field("name");
        if (!sources.applets().tapTopic(applet, name, request.by())) {
            throw missing(applet, name);
        }
        return PageAnswer.to(here(applet, name));
    }

    PageAnswer endTap(PageRequest request) {
        String applet = request.field("applet");
        String name = request.field("name");
        sources.applets().topicTaps().end(applet, name, request.by());
        return PageAnswer.to(here(applet, name));
    }

    private static String here(String applet, String name) {
        return "/admin/topics/one?applet=" + Paths.encoded(applet) + "&name=" + Paths.encoded(name) + "#tap";
    }

    private static ApiException missing(String applet, String name) {
        return new ApiException(404, "There is no topic '" + name + "' of an applet '" + applet + "' now.");
    }
}
