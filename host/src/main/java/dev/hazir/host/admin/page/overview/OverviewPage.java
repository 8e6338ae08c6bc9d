package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The first page: what runs, and what needs an operator. */
public final class OverviewPage {

    private static final int MOST_PROBLEMS = 3;

    private final AdminSources sources;

    OverviewPage(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * Numbers of the whole host.
     *
     * @param live how many applets run
     * @param stopped how many an operator has stopped
     * @param failed how many should run and do not
     * @param requests how many requests are being answered now
     * @param connections how many connections the ports have
     * @param ports how many ports there are
     * @param lag how long a task waits at most for its event loop
     * @param worstLag the longest of the last minute
     */
    public record Numbers(
            long live,
            long stopped,
            long failed,
            long requests,
            long connections,
            int ports,
            Duration lag,
            Duration worstLag) {}

    PageAnswer show(PageRequest request) {
        List<AppletStatus> applets = sources.applets().list();
        List<Problem> problems = sources.problems().get();
        return PageAnswer.view(
                "overview/overview",
                Map.of(
                        "applets",
                        applets,
                        "numbers",
                        numbers(applets),
                        "workers",
                        sources.workers().get(),
                        "problems",
                        problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())),
                        "problemCount",
                        problems.size()));
    }

    private Numbers numbers(List<AppletStatus> applets) {
        List<PortView> ports = sources.ports().get();
        List<LoopState> loops = sources.watch().loops();
        return new Numbers(
                count(applets, "live"),
                count(applets, "disabled"),
                count(applets, "failed"),
                applets.stream().mapToLong(AppletStatus::requests).sum(),
                ports.stream().mapToLong(PortView::connections).sum(),
                ports.size(),
                loops.stream()
                        .map(LoopState::lag)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                loops.stream()
                        .map(LoopState::worst)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
    }

    private static long count(List<AppletStatus> applets, String state) {
        return applets.stream().filter(applet -> applet.state().equals(state)).count();
    }
}
