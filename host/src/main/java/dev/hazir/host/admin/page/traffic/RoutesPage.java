package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ExplanationJson;
import dev.hazir.host.admin.view.RouteJson;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every path in the order in which it is asked, and why a request is answered by what answers it. */
final class RoutesPage {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final AdminSources sources;

    RoutesPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        Optional<String> path = request.filled("path");
        String method = request.filled("method")
                .map(text -> text.toUpperCase(Locale.ROOT))
                .orElse("GET");
        Map<String, Object> variables = new HashMap<>();
        variables.put("methods", METHODS);
        variables.put("method", METHODS.contains(method) ? method : "GET");
        variables.put("path", path.orElse(""));
        List<RouteJson> routes = RouteJson.listing(sources.routes().table());
        variables.put("routes", routes);
        variables.put(
                "shadowed",
                routes.stream()
                        .filter(route -> route.state().equals("shadowed"))
                        .count());
        if (path.isPresent()) {
            try {
                variables.put("explanation", ExplanationJson.of(sources, method, path.get()));
            } catch (IllegalArgumentException e) {
                variables.put("pathError", String.valueOf(e.getMessage()));
            }
        }
        return PageAnswer.view("traffic/routes", variables);
    }
}
