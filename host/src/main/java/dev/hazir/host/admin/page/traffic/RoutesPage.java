package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.Query;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ExplanationJson;
import dev.hazir.host.routing.Explanation;
import dev.hazir.host.routing.RouteListing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every path in the order in which it is asked, and why a request is answered by what answers it. */
public final class RoutesPage {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    /** Whoever looks for one filters; more are shown to who asks for all. */
    private static final int ROWS = 200;

    private static final int MOST_ROWS = 5_000;

    private static final List<String> STATES = List.of("active", "shadowed", "hiding");
    private static final List<String> BUILT_IN = List.of("host", "admin");

    private final AdminSources sources;

    RoutesPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        Map<String, Object> variables = new HashMap<>();
        List<RouteRow> all =
                RouteRow.of(MatchOrder.of(RouteListing.of(sources.routes().table()), BUILT_IN), sources.traffic());
        Filter filter = new Filter(
                request.field("applet").strip(),
                request.field("text").strip(),
                STATES.contains(request.field("state")) ? request.field("state") : "");
        boolean own = filter.isSet() || request.field("own").equals("on");
        List<RouteRow> rows = all.stream()
                .filter(filter::takes)
                .filter(row -> own || !ofHost(row))
                .toList();
        variables.put("own", own ? 0 : all.stream().filter(RoutesPage::ofHost).count());
        int most = request.field("rows").equals("all") ? MOST_ROWS : ROWS;
        variables.put("rows", rows.subList(0, Math.min(most, rows.size())));
        variables.put("more", Math.max(0, rows.size() - most));
        variables.put("all", most == ROWS ? filter.address(request.field("own")) : "");
        variables.put("filter", filter);
        variables.put("states", STATES);
        variables.put(
                "applets",
                all.stream().map(row -> row.route().applet()).distinct().toList());
        variables.put("total", all.size());
        variables.put("shadowed", count(all, "shadowed"));
        variables.put("accidents", count(all, "hiding"));
        explain(request, variables);
        return PageAnswer.view("traffic/routes", variables);
    }

    private void explain(PageRequest request, Map<String, Object> variables) {
        Optional<String> path = request.filled("path");
        String method = request.filled("method")
                .map(text -> text.toUpperCase(Locale.ROOT))
                .orElse("GET");
        String known = METHODS.contains(method) ? method : "GET";
        variables.put("methods", METHODS);
        variables.put("method", known);
        variables.put("path", path.orElse(""));
        if (path.isPresent()) {
            try {
                ExplanationJson explanation = ExplanationJson.of(sources, known, path.get());
                variables.put("explanation", explanation);
                variables.put(
                        "candidates",
                        explanation.candidates().stream()
                                .map(candidate -> Map.of(
                                        "route",
                                        candidate,
                                        "answers",
                                        RouteRow.Answers.of(candidate.kind(), candidate.name()),
                                        "verdict",
                                        verdict(candidate.verdict())))
                                .toList());
                if (explanation.answer() != null) {
                    variables.put(
                            "answers",
                            RouteRow.Answers.of(
                                    explanation.answer().kind(),
                                    explanation.answer().name()));
                }
            } catch (IllegalArgumentException e) {
                variables.put("pathError", String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean ofHost(RouteRow row) {
        return BUILT_IN.contains(row.route().applet());
    }

    private static String verdict(String words) {
        if (words.equals(Explanation.Verdict.OTHER_METHOD.words())) {
            return "routes.verdict.method";
        }
        return words.equals(Explanation.Verdict.NOT_CHOSEN.words()) ? "routes.verdict.chosen" : "routes.verdict.never";
    }

    private static long count(List<RouteRow> rows, String state) {
        Filter filter = new Filter("", "", state);
        return rows.stream().filter(filter::takes).count();
    }

    /**
     * Which routes are shown; it stands in the address.
     *
     * @param applet an id, or empty for all
     * @param text in path, name or kind, whatever its case; or empty
     * @param state {@code active}, {@code shadowed}, {@code hiding} for those that hide another one unasked; or empty
     */
    public record Filter(String applet, String text, String state) {

        boolean takes(RouteRow row) {
            return (applet.isEmpty() || applet.equals(row.route().applet()))
                    && (row.path() + " " + row.route().kind() + " "
                                    + row.route().name())
                            .toLowerCase(Locale.ROOT)
                            .contains(text.toLowerCase(Locale.ROOT))
                    && switch (state) {
                        case "hiding" -> row.hides() != null && !row.route().instead();
                        case "" -> true;
                        default -> state.equals(row.route().state());
                    };
        }

        public boolean isSet() {
            return !(applet + text + state).isEmpty();
        }

        /** The address of the page with every row that it takes. */
        String address(String own) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("applet", applet);
            fields.put("text", text);
            fields.put("state", state);
            fields.put("own", own);
            fields.put("rows", "all");
            return "/admin/routes?" + Query.of(fields);
        }
    }
}
