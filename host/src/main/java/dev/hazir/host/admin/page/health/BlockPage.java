package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.health.BlockedLine;
import dev.hazir.host.admin.health.Frame;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.guest.BlockReport;
import java.util.List;
import java.util.Map;

/** A line that has kept event loops waiting: how it came there, who waited, and what can be done. */
final class BlockPage {

    private final AdminSources sources;

    BlockPage(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * A look at the thread.
     *
     * @param after how long the call had run
     */
    public record Look(long after, List<Frame> stack) {}

    PageAnswer show(PageRequest request) throws ApiException {
        String applet = request.id();
        String place = request.parameters().get(1);
        BlockedLine line = BlockedLine.of(
                        sources.watch().blockedNow(), sources.watch().reports())
                .stream()
                .filter(one -> one.applet().equals(applet) && one.place().equals(place))
                .findFirst()
                .orElseThrow(() -> unknown(applet, place));
        return PageAnswer.view(
                "health/block",
                Map.of(
                        "line",
                        line,
                        "looks",
                        line.last().samples().stream()
                                .map(sample -> new Look(sample.after().toMillis(), Frame.of(sample.stack())))
                                .toList(),
                        "runs",
                        sources.applets()
                                .find(applet)
                                .filter(status -> status.state().equals("live"))
                                .isPresent()));
    }

    PageAnswer move(PageRequest request) throws ApiException {
        String place = request.parameters().get(1);
        BlockReport report =
                sources.watch().newest(request.id(), place).orElseThrow(() -> unknown(request.id(), place));
        return PageAnswer.to("/admin/operations/"
                + sources.applets().moveToWorkers(report, request.by()).number());
    }

    private static ApiException unknown(String applet, String place) {
        return new ApiException(
                404, "No line '" + place + "' of " + applet + " has kept an event loop waiting lately.");
    }
}
