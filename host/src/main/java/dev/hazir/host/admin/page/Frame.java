package dev.hazir.host.admin.page;

import dev.hazir.host.admin.page.Navigation.Waiting;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.lifecycle.MachineName;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What surrounds every page: where one can go, and what waits there. The same for everybody who is signed in. */
final class Frame {

    private final AdminSources sources;
    private final String version;
    private final MachineName name = new MachineName();
    private final Set<String> pages;
    private final Words words;

    /** @param version of the host */
    Frame(AdminSources sources, String version, List<PageCall> calls) {
        this.sources = sources;
        this.version = version;
        this.pages = calls.stream()
                .filter(call -> call.method().equals("GET"))
                .map(PageCall::path)
                .collect(Collectors.toUnmodifiableSet());
        this.words = new Words(sources.time().clock());
    }

    Words words() {
        return words;
    }

    /** Whether this is a developer's host. */
    boolean dev() {
        return sources.access().dev();
    }

    /**
     * The variables of the frame.
     *
     * @param path of the page below {@code /admin}
     */
    Map<String, Object> variables(String path) {
        List<AppletStatus> applets = sources.applets().list();
        Map<String, Object> variables = new HashMap<>();
        variables.put("nav", Navigation.of(path, pages, waiting(applets)));
        variables.put("here", "/admin" + path);
        variables.put("hostName", name.text());
        variables.put("hostVersion", version);
        variables.put("apart", sources.network().applets().apart());
        variables.put("running", running());
        variables.put("search", pages.contains("/search"));
        variables.put("known", applets.stream().map(AppletStatus::id).collect(Collectors.toSet()));
        return variables;
    }

    private Map<String, Waiting> waiting(List<AppletStatus> applets) {
        List<Problem> problems = sources.openProblems();
        long failed = applets.stream()
                .filter(applet -> applet.state().equals("failed"))
                .count();
        long slow = problems.stream()
                .filter(problem -> problem.code().startsWith("LOOP-"))
                .count();
        return Map.of(
                "/applets", new Waiting(failed, "bad"),
                "/health", new Waiting(slow, "warn"),
                "/problems", new Waiting(problems.size(), "warn"));
    }

    private long running() {
        return sources.operations().list().stream()
                .filter(operation -> operation.state() == Operation.State.RUNNING)
                .count();
    }
}
