package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletRow;
import dev.hazir.host.admin.view.Lately;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first page: what runs, and what needs an operator. */
public final class OverviewPage {

    private static final int MOST_PROBLEMS = 3;

    private final AdminSources sources;
    private final Lately lately;

    OverviewPage(AdminSources sources) {
        this.sources = sources;
        this.lately = new Lately(sources.history());
    }

    /**
     * Numbers of the whole host.
     *
     * @param live how many applets run
     * @param stopped how many an operator has stopped
     * @param failed how many should run and do not
     * @param connections how many connections the ports have
     * @param ports how many ports there are
     */
    public record Numbers(long live, long stopped, long failed, long connections, int ports) {}

    /**
     * What was measured last.
     *
     * @param requests answered in a second
     * @param p95 milliseconds that 95 of 100 of them did not exceed
     * @param errors the share of them that failed
     * @param messages of devices in a second
     * @param lag milliseconds that tasks wait for their event loop, but for one of a hundred
     * @param worst the longest of a quarter of an hour
     */
    public record Rates(double requests, double p95, double errors, double messages, double lag, double worst) {}

    PageAnswer show(PageRequest request) {
        List<AppletStatus> applets = sources.applets().list();
        List<Problem> problems = sources.openProblems();
        Map<String, Object> variables = new HashMap<>();
        variables.put("rows", AppletRow.all(applets, problems, lately));
        variables.put("numbers", numbers(applets));
        variables.put("rates", rates(applets.stream().map(AppletStatus::id).toList()));
        variables.put(
                "problems", ProblemRow.of(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())), sources));
        variables.put("problemCount", problems.size());
        variables.put("checked", sources.time().clock().instant());
        variables.put(
                "operations",
                sources.operations().list().stream()
                        .filter(operation -> operation.state() == Operation.State.RUNNING)
                        .toList());
        return PageAnswer.view("overview/overview", variables);
    }

    /** What applets do: what operators cause by looking is not among it. */
    private Rates rates(List<String> applets) {
        double requests = lately.sum("applet.requests/", applets);
        return new Rates(
                requests,
                lately.highest("applet.p95/", applets),
                requests > 0 ? lately.sum("applet.errors/", applets) / requests : 0,
                lately.sum("port.in/"),
                lately.highest("loop.p99/"),
                lately.worst("loop.max/"));
    }

    private Numbers numbers(List<AppletStatus> applets) {
        List<PortView> ports = sources.ports().get();
        return new Numbers(
                count(applets, "live"),
                count(applets, "disabled"),
                count(applets, "failed"),
                ports.stream().mapToLong(PortView::connections).sum(),
                ports.size());
    }

    private static long count(List<AppletStatus> applets, String state) {
        return applets.stream().filter(applet -> applet.state().equals(state)).count();
    }
}
