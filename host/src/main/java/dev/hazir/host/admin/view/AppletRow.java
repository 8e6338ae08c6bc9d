package dev.hazir.host.admin.view;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An applet in a list of them, with what it does now.
 *
 * @param badge the word of its state
 * @param rate requests and messages of devices in a second
 * @param p95 milliseconds that 95 of 100 requests did not exceed
 * @param back the version that a failed one may be rolled back to, or empty
 */
public record AppletRow(AppletStatus applet, String badge, double rate, double p95, String back) {

    /** @param problems of now: an applet that keeps event loops waiting is slow */
    public static List<AppletRow> all(List<AppletStatus> applets, List<Problem> problems, Lately lately) {
        Set<String> slow = problems.stream()
                .filter(problem -> problem.code().startsWith("LOOP-"))
                .map(Problem::applet)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return applets.stream()
                .map(applet -> of(applet, slow.contains(applet.id()), lately))
                .toList();
    }

    private static AppletRow of(AppletStatus applet, boolean slow, Lately lately) {
        boolean live = applet.state().equals("live");
        double requests = lately.last("applet.requests/" + applet.id());
        double messages = lately.sum("port.in/" + applet.id() + "/");
        return new AppletRow(
                applet,
                live && slow ? "slow" : applet.state(),
                live ? (Double.isNaN(requests) ? 0 : requests) + messages : Double.NaN,
                live ? lately.last("applet.p95/" + applet.id()) : Double.NaN,
                applet.state().equals("failed") ? earlier(applet) : "");
    }

    /** What this row consists of; its acts depend on that. */
    public String shape() {
        return applet.id() + " " + badge + " " + applet.version() + " " + back + " " + applet.reason();
    }

    private static String earlier(AppletStatus applet) {
        return applet.versions().stream()
                .filter(version -> !version.equals(applet.version()))
                .findFirst()
                .orElse("");
    }
}
